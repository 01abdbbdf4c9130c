namespace CollabWiki.Core.Live;

/// <summary>
/// Keeps the logs of drafts: the authority on what was written. A log is one partition; an append is one conditional write
/// that carries a batch of updates and its own id, so that where the outcome is unknown the same append can be sent again.
/// </summary>
public interface IDraftLog
{
    /// <summary>Appends at the end of the log. True: these updates are durable at revisions <paramref name="at"/>, +1, … False: another append has that place.</summary>
    Task<bool> TryAppendAsync(
        DraftId draft,
        Revision at,
        Guid appendId,
        IReadOnlyList<LiveUpdate> updates,
        CancellationToken ct
    );

    /// <summary>The updates from a revision on, in order; empty when there are none.</summary>
    Task<IReadOnlyList<LiveUpdate>> ReadAsync(DraftId draft, Revision from, CancellationToken ct);

    /// <summary>Some appends (at least one, some hundreds of KB) in order, from the one that begins at a revision; empty when none does. What stands behind a gap isn't given.</summary>
    Task<IReadOnlyList<DraftAppend>> ListAppendsAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    );

    /// <summary>The newest snapshot; null when there is none.</summary>
    Task<DraftSnapshot?> FindSnapshotAsync(DraftId draft, CancellationToken ct);

    /// <summary>Keeps a snapshot in place of an older one; one that is older than the kept one is ignored.</summary>
    Task SaveSnapshotAsync(DraftId draft, DraftSnapshot snapshot, CancellationToken ct);
}
