using System.Collections.Immutable;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>
/// The session of a shared draft together with its log and its audience: what is in the log is told, in order and once. For one caller
/// at a time. Whenever the session might not be what the log says, it is forgotten and read anew.
/// </summary>
internal sealed class LoggedSession(PageId page, LiveServices services)
{
    /// <summary>The topic on which nodes say that they appended; the subject is the page.</summary>
    public const string Topic = "draft";

    /// <summary>How many updates stay in memory for members that are a little behind.</summary>
    private const int KeepRecent = 2000;

    private PageSession? session;
    private Revision announced;
    private Revision folded;

    public DraftId Draft { get; } = DraftId.SharedOf(page);

    /// <summary>Whether the draft was read here before: then its audience knows all updates up to some revision.</summary>
    public bool WasOpened => announced > Revision.Zero;

    /// <summary>The session, read from the log if it isn't in memory; the first ever begins the log on the page's newest version.</summary>
    public async Task<PageSession> OpenAsync()
    {
        if (session is not null)
        {
            return session;
        }
        var (snapshot, updates) = await ReadAsync();
        var opened = new PageSession(snapshot);
        opened.Receive(updates);
        folded = snapshot.Revision;
        session = opened;
        if (!WasOpened)
        {
            announced = opened.Revision;
        }
        await AnnounceAsync(opened);
        return opened;
    }

    /// <summary>
    /// Writes to the log what the session has taken in since <paramref name="before"/>, and tells everyone. False when another node was
    /// faster: then the session takes it back, and takes in what that node wrote.
    /// </summary>
    public async Task<bool> TryAppendAsync(
        PageSession open,
        PageSession.Checkpoint before,
        IReadOnlyList<LiveUpdate> updates
    )
    {
        var appendId = Guid.NewGuid();
        if (
            !await services.Log.TryAppendAsync(
                Draft,
                before.Revision,
                appendId,
                updates,
                CancellationToken.None
            )
        )
        {
            open.Return(before);
            await CatchUpAsync();
            return false;
        }
        services.Nodes.Tell(new NodeMessage(Topic, page.ToString()));
        await AnnounceAsync(open);
        return true;
    }

    /// <summary>Takes in what other nodes appended.</summary>
    public async Task CatchUpAsync()
    {
        var open = await OpenAsync();
        open.Receive(await services.Log.ReadAsync(Draft, open.Revision, CancellationToken.None));
        await AnnounceAsync(open);
    }

    /// <summary>The updates from a revision on that the session has, some of them perhaps not in the log yet.</summary>
    public async Task<IReadOnlyList<LiveUpdate>> SinceAsync(PageSession open, Revision from)
    {
        if (from >= open.Floor)
        {
            return open.Since(from);
        }
        var updates = await services.Log.ReadAsync(Draft, from, CancellationToken.None);
        // The log may be ahead of the session by what another node wrote.
        var logged = Math.Min(updates.Count, open.Floor - from);
        return [.. updates.Take(logged), .. open.Since(open.Floor)];
    }

    /// <summary>The newest revision since the last snapshot at which the draft had this text; null when there is none.</summary>
    public async Task<Revision?> FindTextAsync(string wanted)
    {
        var (snapshot, updates) = await ReadAsync();
        var (revision, text) = (snapshot.Revision, snapshot.Text);
        Revision? found = text == wanted ? revision : null;
        foreach (var update in updates)
        {
            text = update.Changes.Apply(text);
            revision += 1;
            found = text == wanted ? revision : found;
        }
        return found;
    }

    /// <summary>Folds the log into a snapshot, if at least so many updates came since the last one.</summary>
    public async Task FoldAsync(int after)
    {
        if (session is null || session.Revision - folded < after)
        {
            return;
        }
        await services.Log.SaveSnapshotAsync(Draft, session.ToSnapshot(), CancellationToken.None);
        folded = session.Revision;
        session.Trim(KeepRecent);
    }

    /// <summary>Reads the session anew before it is used again.</summary>
    public void Forget() => session = null;

    /// <summary>An update that the server itself writes: a change that comes from elsewhere, or the mark that the draft stands on a version.</summary>
    public LiveUpdate Mark(UserId by, ChangeSet changes, Version version) =>
        new(ClientId.None, 0, by, services.Clock.GetUtcNow(), changes, version);

    /// <summary>The last snapshot and what came after it; without one, the log from its beginning.</summary>
    private async Task<(DraftSnapshot Snapshot, IReadOnlyList<LiveUpdate> Updates)> ReadAsync()
    {
        var log = services.Log;
        var snapshot = await log.FindSnapshotAsync(Draft, CancellationToken.None);
        var from = snapshot?.Revision ?? Revision.Zero;
        var updates = await log.ReadAsync(Draft, from, CancellationToken.None);
        while (snapshot is null && updates.Count == 0)
        {
            await TryBeginAsync();
            updates = await log.ReadAsync(Draft, Revision.Zero, CancellationToken.None);
        }
        snapshot ??= new DraftSnapshot
        {
            Revision = Revision.Zero,
            Text = await services.Pages.GetTextAsync(page, updates[0].Base, CancellationToken.None),
            Base = updates[0].Base,
            Authors = [],
            Clients = ImmutableDictionary<ClientId, ClientMark>.Empty,
        };
        return (snapshot, updates);
    }

    private async Task TryBeginAsync()
    {
        var head =
            await services.Pages.FindHeadAsync(page, CancellationToken.None)
            ?? throw new InvalidOperationException($"Page {page} has no version.");
        var text = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
        LiveUpdate[] first = [Mark(head.Authors[0], ChangeSet.Empty(text.Length), head.Number)];
        // If another node is faster, its beginning is as good.
        await services.Log.TryAppendAsync(
            Draft,
            Revision.Zero,
            Guid.NewGuid(),
            first,
            CancellationToken.None
        );
    }

    private async Task AnnounceAsync(PageSession open)
    {
        if (announced < open.Revision)
        {
            var updates = await SinceAsync(open, announced);
            var from = announced;
            announced = open.Revision;
            await services.Audience.UpdatedAsync(Draft, from, updates);
            if (updates.LastOrDefault(update => update.Base != Version.None) is { } mark)
            {
                await services.Audience.PublishedAsync(Draft, mark.Base, mark.Author);
            }
        }
    }
}
