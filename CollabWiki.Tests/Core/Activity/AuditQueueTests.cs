using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Activity;

/// <summary>Entries while the store fails.</summary>
[Trait("layer", "unit")]
public sealed class AuditQueueTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly UnsteadyAuditStore store;
    private readonly AuditBench bench;

    public AuditQueueTests()
    {
        store = new UnsteadyAuditStore(new SqliteAuditStore(temp.Database));
        bench = new AuditBench(store);
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task A_save_goes_on_while_the_trail_fails_and_its_entry_comes_later()
    {
        var saver = new PageSaver(
            new SqlitePageStore(temp.Database),
            TimeProvider.System,
            [bench.Trail]
        );
        store.IsBroken = true;

        for (var i = 0; i < 3; i++)
        {
            var request = new SaveRequest(PageId.New(), Version.None, "Text\n", [Some.Anna]);
            Assert.IsType<SaveResult.Saved>(await saver.SaveAsync(request, default));
        }

        Assert.Equal(3, bench.Queue.Waiting);
        Assert.Equal(UnsteadyAuditStore.Words, bench.Queue.Failure);
        store.IsBroken = false;
        await DrainAsync();
        Assert.Equal(3, (await bench.AllAsync()).Count);
        Assert.Equal("", bench.Queue.Failure);
        Assert.True((await bench.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_not_done_twice()
    {
        store.LosesAnswers = true;
        Assert.False(await bench.Trail.RecordAsync(AuditBench.Entry("Once")));
        store.LosesAnswers = false;

        await DrainAsync();
        await bench.RecordAsync(1);

        Assert.Equal(["Once", "Entry 1"], (await bench.EntriesAsync()).Select(e => e.Details));
    }

    [Fact]
    public async Task What_waits_is_written_at_the_end_of_the_process()
    {
        await bench.RecordAsync(1);
        _ = bench.Queue.Post(AuditBench.Entry("Last"));

        await bench.Queue.DisposeAsync();

        Assert.Equal("Last", (await bench.EntriesAsync())[^1].Details);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_refused_and_throws_nothing()
    {
        await bench.Queue.DisposeAsync();

        Assert.False(await bench.Trail.RecordAsync(AuditBench.Entry("Late")));
        Assert.Equal(0, bench.Queue.Waiting);
    }

    /// <summary>Lets the pauses between tries pass until nothing waits.</summary>
    private async Task DrainAsync()
    {
        while (bench.Queue.Waiting > 0)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
    }
}
