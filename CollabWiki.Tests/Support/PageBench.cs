using System.Collections.Concurrent;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;

namespace CollabWiki.Tests.Support;

/// <summary>Trees and versions on a real store, and the events that they told.</summary>
internal sealed class PageBench : IPageEventHandler, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);

    public PageBench()
    {
        Pages = new SqlitePageStore(temp.Database);
        Saver = new PageSaver(Pages, TimeProvider.System, [this]);
        Trees = AddNode();
        Creator = new PageCreator(Trees, Saver, TimeProvider.System);
    }

    public SqlitePageStore Pages { get; }

    public PageSaver Saver { get; }

    public SpaceTrees Trees { get; }

    public PageCreator Creator { get; }

    public ConcurrentQueue<PageEvent> Events { get; } = new();

    public IEnumerable<PageEvent.Saved> Saves => Events.OfType<PageEvent.Saved>();

    /// <summary>Another node on the same store.</summary>
    public SpaceTrees AddNode() => new(new SqliteTreeStore(temp.Database), [this]);

    /// <summary>A page with versions of these texts; their events are forgotten.</summary>
    public async Task<PageId> NewPageAsync(params string[] texts)
    {
        var page = PageId.New();
        for (var i = 0; i < texts.Length; i++)
        {
            var request = new SaveRequest(page, new Version(i), texts[i], [Some.Anna]);
            Assert.IsType<SaveResult.Saved>(await Saver.SaveAsync(request, default));
        }
        Events.Clear();
        return page;
    }

    /// <summary>The newest version with its text.</summary>
    public async Task<(PageVersion Version, string Text)> HeadAsync(PageId page)
    {
        var head = (await Pages.FindHeadAsync(page, default))!;
        return (head, await Pages.GetTextAsync(page, head.Number, default));
    }

    public Task HandleAsync(PageEvent happened, CancellationToken ct)
    {
        Events.Enqueue(happened);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}
