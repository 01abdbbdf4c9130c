using System.Collections.Concurrent;
using System.Threading.Channels;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.SignalR;

namespace CollabWiki.Live;

/// <summary>
/// Which connection has which page open, as which editor. Looks every few seconds, and when rights change, whether each of them
/// still may: somebody who only listens makes no call that would be refused.
/// </summary>
internal sealed class LiveConnections(
    IServiceProvider services,
    TimeProvider clock,
    ILogger<LiveConnections> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Channel<PageId?> wishes = Channel.CreateUnbounded<PageId?>(
        new() { SingleReader = true }
    );

    private readonly ConcurrentDictionary<
        (string Connection, PageId Page),
        (ClientId Client, HubCallerContext Context)
    > open = new();

    public void Add(HubCallerContext context, PageId page, ClientId client) =>
        open[(context.ConnectionId, page)] = (client, context);

    /// <summary>The editor that a connection joined a page as; null when it didn't.</summary>
    public ClientId? ClientOf(string connection, PageId page) =>
        open.TryGetValue((connection, page), out var joined) ? joined.Client : null;

    public void Remove(string connection, PageId page) => open.TryRemove((connection, page), out _);

    /// <summary>Forgets a connection and gives the pages that it had open.</summary>
    public IReadOnlyList<PageId> Remove(string connection)
    {
        var pages = open
            .Keys.Where(key => key.Connection == connection)
            .Select(key => key.Page)
            .ToList();
        pages.ForEach(page => Remove(connection, page));
        return pages;
    }

    /// <summary>Looks soon whether those who have a page open still may.</summary>
    public void Check(PageId page) => wishes.Writer.TryWrite(page);

    /// <summary>Looks soon whether each still may.</summary>
    public void CheckAll() => wishes.Writer.TryWrite(null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => CheckAll(), state: null, Interval, Interval);
        while (await wishes.Reader.WaitToReadAsync(stoppingToken))
        {
            var pages = new HashSet<PageId?>();
            while (wishes.Reader.TryRead(out var page))
            {
                pages.Add(page);
            }
            try
            {
                await CheckAsync(
                    page => pages.Contains(null) || pages.Contains(page),
                    stoppingToken
                );
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The store can't be read just now: looked again at the next turn, and each call asks by itself.
                logger.LogError(failure, "The rights of open editors could not be checked.");
            }
        }
    }

    private async Task CheckAsync(Func<PageId, bool> isMeant, CancellationToken ct)
    {
        // Asked for here: the hub's services are made with this one.
        var gate = services.GetRequiredService<LiveGate>();
        var live = services.GetRequiredService<LivePages>();
        var hub = services.GetRequiredService<IHubContext<LiveHub>>();
        foreach (var ((connection, page), joined) in open.Where(one => isMeant(one.Key.Page)))
        {
            var entry = await gate.EnterAsync(joined.Context.User, page.ToString(), ct);
            if (entry.Refusal is not { } refusal)
            {
                continue;
            }
            if (refusal == LiveRefusal.SignedOut)
            {
                joined.Context.Abort();
                continue;
            }
            Remove(connection, page);
            await hub.Groups.RemoveFromGroupAsync(connection, HubAudience.GroupOf(page), ct);
            live.Leave(page, connection);
            var told = new RefusedEvent(page.ToString(), refusal.Reason, refusal.Message);
            await hub.Clients.Client(connection).SendAsync("refused", told, ct);
        }
    }
}
