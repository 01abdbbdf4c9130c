using CollabWiki.Core.Nodes;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every board of nodes must do.</summary>
public abstract class NodeBoardContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    protected abstract INodeBoard Board { get; }

    [Fact]
    public async Task Nodes_that_were_announced_are_listed_until_they_withdraw()
    {
        var (first, second) = (NewNode("a"), NewNode("b"));
        await Board.AnnounceAsync(first, Lifetime, default);
        await Board.AnnounceAsync(second, Lifetime, default);
        await Board.AnnounceAsync(second with { Wire = "redis" }, Lifetime, default);

        Assert.Equal(
            [first, second with { Wire = "redis" }],
            (await Board.ListAsync(default)).OrderBy(node => node.Name)
        );

        await Board.WithdrawAsync(first.Id, default);
        Assert.Equal("b", Assert.Single(await Board.ListAsync(default)).Name);
    }

    [Fact]
    public async Task Posts_are_read_from_a_time_on()
    {
        var now = TimeProvider.System.GetUtcNow();
        var early = Post(now.AddSeconds(-9), "early");
        var late = Post(now.AddSeconds(-1), "late");
        await Board.PostAsync([late, early], default);

        Assert.Equal([early, late], await Board.ReadAsync(now.AddSeconds(-15), default));
        Assert.Equal([late], await Board.ReadAsync(now.AddSeconds(-5), default));
        Assert.Empty(await Board.ReadAsync(now, default));
    }

    [Fact]
    public async Task A_post_that_is_sent_twice_stands_there_once()
    {
        var now = TimeProvider.System.GetUtcNow();
        var post = Post(now, "twice");

        await Board.PostAsync([post], default);
        await Board.PostAsync([post], default);

        Assert.Equal([post], await Board.ReadAsync(now.AddSeconds(-5), default));
    }

    private static NodeInfo NewNode(string name) => new(NodeId.New(), name, Some.Time, "");

    private static PostedMessage Post(DateTimeOffset at, string subject) =>
        new(Guid.NewGuid(), NodeId.New(), at, new NodeMessage("topic", subject, "{\"ä\":1}"));
}
