using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CollabWiki.Tests.Support;

/// <summary>Live editing on a real store, without a network: members get what they are told into their own queues.</summary>
internal sealed class LiveBench : ILiveAudience, IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly List<LivePages> nodes = [];
    private readonly Dictionary<
        (DraftId, string),
        Action<Revision, IReadOnlyList<LiveUpdate>>
    > listeners = [];
    private readonly Lock gate = new();

    public LiveBench()
    {
        Pages = new SqlitePageStore(temp.Database);
        Log = new SqliteDraftLog(temp.Database);
        Live = AddNode();
    }

    public IPageStore Pages { get; }

    public IDraftLog Log { get; }

    /// <summary>The first node.</summary>
    public LivePages Live { get; }

    public PageSaver Saver => SaverFor(nodes);

    /// <summary>Another node on the same stores.</summary>
    public LivePages AddNode(IDraftLog? log = null)
    {
        var own = new List<LivePages>();
        var node = new LivePages(
            new(() =>
                new LiveServices(
                    log ?? Log,
                    Pages,
                    SaverFor(own),
                    this,
                    new SqlitePresenceStore(temp.Database, TimeProvider.System),
                    Some.Node(new SqliteNodeBoard(temp.Database, TimeProvider.System)),
                    TimeProvider.System,
                    NullLogger<LivePages>.Instance
                )
            ),
            TimeProvider.System
        );
        own.Add(node);
        nodes.Add(node);
        return node;
    }

    public async Task<PageId> NewPageAsync(string text)
    {
        var page = PageId.New();
        var version = Some.Version(page, 1);
        Assert.True(await Pages.TryAppendAsync(version, text, default));
        return page;
    }

    public void Listen(
        PageId page,
        string connection,
        Action<Revision, IReadOnlyList<LiveUpdate>> onUpdates
    )
    {
        lock (gate)
        {
            listeners[(DraftId.SharedOf(page), connection)] = onUpdates;
        }
    }

    public Task UpdatedAsync(DraftId draft, Revision from, IReadOnlyList<LiveUpdate> updates)
    {
        lock (gate)
        {
            foreach (var ((told, _), onUpdates) in listeners)
            {
                if (told == draft)
                {
                    onUpdates(from, updates);
                }
            }
        }
        return Task.CompletedTask;
    }

    public void Forget(PageId page)
    {
        lock (gate)
        {
            foreach (
                var key in listeners.Keys.Where(key => key.Item1 == DraftId.SharedOf(page)).ToList()
            )
            {
                listeners.Remove(key);
            }
        }
    }

    public Task MembersAsync(DraftId draft, IReadOnlyList<Member> members) => Task.CompletedTask;

    public Task PublishedAsync(DraftId draft, Version version, UserId by) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        await temp.DisposeAsync();
    }

    private PageSaver SaverFor(IEnumerable<IPageEventHandler> handlers) =>
        new(Pages, TimeProvider.System, handlers);
}
