using CollabWiki.Core.Live;
using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Logs of drafts behind the gate.</summary>
public sealed class GuardedDraftLog(IDraftLog log, WriteGate gate) : IDraftLog
{
    public Task<bool> TryAppendAsync(
        DraftId draft,
        Revision at,
        Guid appendId,
        IReadOnlyList<LiveUpdate> updates,
        CancellationToken ct
    ) => gate.WriteAsync(() => log.TryAppendAsync(draft, at, appendId, updates, ct), ct);

    public Task<IReadOnlyList<LiveUpdate>> ReadAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    ) => log.ReadAsync(draft, from, ct);

    public Task<IReadOnlyList<DraftAppend>> ListAppendsAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    ) => log.ListAppendsAsync(draft, from, ct);

    public Task<DraftSnapshot?> FindSnapshotAsync(DraftId draft, CancellationToken ct) =>
        log.FindSnapshotAsync(draft, ct);

    // Nobody is told of a snapshot and the log has all that is in it, so behind a shut gate it is left out without a word.
    public async Task SaveSnapshotAsync(DraftId draft, DraftSnapshot snapshot, CancellationToken ct)
    {
        if (!await gate.IsShutAsync(ct))
        {
            await log.SaveSnapshotAsync(draft, snapshot, ct);
        }
    }
}
