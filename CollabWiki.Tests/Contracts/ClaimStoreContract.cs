using CollabWiki.Core.Nodes;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of claims must do.</summary>
public abstract class ClaimStoreContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    protected abstract IClaimStore Claims { get; }

    [Fact]
    public async Task One_of_many_nodes_gets_a_claim()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => NodeId.New()).ToList();

        var won = await Task.WhenAll(
            nodes.Select(node => Claims.TryClaimAsync("mail", node, Lifetime, default))
        );

        Assert.Single(won, true);
    }

    [Fact]
    public async Task A_claim_is_renewed_by_its_owner_and_free_when_given_back()
    {
        var (mine, other) = (NodeId.New(), NodeId.New());
        Assert.True(await Claims.TryClaimAsync("index", mine, Lifetime, default));
        Assert.True(await Claims.TryClaimAsync("index", mine, Lifetime, default));

        await Claims.ReleaseAsync("index", other, default);
        Assert.False(await Claims.TryClaimAsync("index", other, Lifetime, default));

        await Claims.ReleaseAsync("index", mine, default);
        Assert.True(await Claims.TryClaimAsync("index", other, Lifetime, default));
    }
}
