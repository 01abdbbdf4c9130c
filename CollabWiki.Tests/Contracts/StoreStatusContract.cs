using CollabWiki.Core.Nodes;

namespace CollabWiki.Tests.Contracts;

/// <summary>What each store must tell of itself.</summary>
public abstract class StoreStatusContract
{
    protected abstract IStoreStatus Store { get; }

    /// <summary>Takes away what the data are on.</summary>
    protected abstract Task BreakAsync();

    [Fact]
    public async Task A_store_that_is_well_tells_its_schema_and_no_trouble()
    {
        var status = await Store.ReadAsync(default);

        Assert.Equal(("", true), (status.Trouble, status.Schema >= 1));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_told_and_not_thrown()
    {
        var store = Store;
        var well = await store.ReadAsync(default);
        await BreakAsync();

        var status = await store.ReadAsync(default);

        Assert.NotEmpty(status.Trouble);
        Assert.Equal(well.GetType(), status.GetType());
    }

    [Fact]
    public async Task A_look_that_was_given_up_is_not_taken()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(given.Token));
    }
}
