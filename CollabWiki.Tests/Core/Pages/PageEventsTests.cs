using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Pages;

/// <summary>What handlers of a page's events can't do to what they are told of.</summary>
[Trait("layer", "unit")]
public sealed class PageEventsTests : IPageEventHandler, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly List<PageEvent> told = [];

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    [Fact]
    public async Task A_handler_that_fails_takes_no_save_back_and_the_others_are_told()
    {
        var pages = new SqlitePageStore(temp.Database);
        var saver = new PageSaver(pages, TimeProvider.System, [new Broken(), this]);
        var request = new SaveRequest(PageId.New(), Version.None, "Text\n", [Some.Anna]);

        var result = await saver.SaveAsync(request, default);

        Assert.Equal(Version.First, Assert.IsType<SaveResult.Saved>(result).Version.Number);
        Assert.Single(told);
    }

    [Fact]
    public async Task A_caller_who_goes_after_the_write_stops_no_handler()
    {
        var pages = new SqlitePageStore(temp.Database);
        using var gone = new CancellationTokenSource();
        var saver = new PageSaver(pages, TimeProvider.System, [new Leaving(gone), this]);
        var request = new SaveRequest(PageId.New(), Version.None, "Text\n", [Some.Anna]);

        Assert.IsType<SaveResult.Saved>(await saver.SaveAsync(request, gone.Token));

        Assert.Single(told);
    }

    [Fact]
    public async Task Events_say_who_asked_and_from_where()
    {
        var from = new Origin("192.0.2.7", "Browser");
        var trees = new SpaceTrees(new SqliteTreeStore(temp.Database), [this]);
        var saver = new PageSaver(new SqlitePageStore(temp.Database), TimeProvider.System, [this]);
        var creator = new PageCreator(trees, saver, TimeProvider.System);

        await creator.CreateAsync(
            new NewPage(Some.Team, "Title", "Text\n", Some.Anna) { From = from },
            default
        );

        Assert.Equal(from, told.OfType<PageEvent.Saved>().Single().From);
        var placed = told.OfType<PageEvent.Placed>().Single();
        Assert.Equal((Some.Anna, from, 1), (placed.By, placed.From, placed.TreeRevision));
    }

    Task IPageEventHandler.HandleAsync(PageEvent happened, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        told.Add(happened);
        return Task.CompletedTask;
    }

    private sealed class Broken : IPageEventHandler
    {
        public Task HandleAsync(PageEvent happened, CancellationToken ct) =>
            throw new InvalidOperationException("The store is gone.");
    }

    private sealed class Leaving(CancellationTokenSource caller) : IPageEventHandler
    {
        public Task HandleAsync(PageEvent happened, CancellationToken ct) => caller.CancelAsync();
    }
}
