using CollabWiki.Core.Live;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Logs of drafts in SQLite.</summary>
public sealed class SqliteDraftLog(SqliteDatabase database) : IDraftLog
{
    private const int MaxListed = 500;
    private const int MaxListedBytes = 256 * 1024;

    public Task<bool> TryAppendAsync(
        DraftId draft,
        Revision at,
        Guid appendId,
        IReadOnlyList<LiveUpdate> updates,
        CancellationToken ct
    )
    {
        var bytes = LiveUpdateJson.Write(updates);
        return database.WriteAsync(
            db =>
                db.Execute(
                    "insert or ignore into draft_append (draft, revision, id, count, updates) values ($1, $2, $3, $4, $5)",
                    draft.Value,
                    at.Number,
                    appendId,
                    updates.Count,
                    bytes
                ) == 1
                // Sent again after a failure that left the outcome open: it is there if it is ours.
                || db.QuerySingle(
                    "select id from draft_append where draft = $1 and revision = $2",
                    row => row.GetId(0),
                    draft.Value,
                    at.Number
                ) == appendId,
            ct
        );
    }

    public Task<IReadOnlyList<LiveUpdate>> ReadAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    )
    {
        var appends = database.Read(db =>
            db.Query(
                "select revision, updates from draft_append where draft = $1 and revision + count > $2 and revision >= "
                    + "coalesce((select max(revision) from draft_append where draft = $1 and revision <= $2), 0) order by revision",
                row => (Revision: new Revision(row.GetInt64(0)), Updates: row.GetBytes(1)),
                draft.Value,
                from.Number
            )
        );
        var updates = new List<LiveUpdate>();
        foreach (var append in appends)
        {
            var skip = append.Revision < from ? from - append.Revision : 0;
            updates.AddRange(LiveUpdateJson.Read(append.Updates).Skip(skip));
        }
        return Task.FromResult<IReadOnlyList<LiveUpdate>>(updates);
    }

    public Task<IReadOnlyList<DraftAppend>> ListAppendsAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    ) =>
        Task.FromResult(
            DraftAppend.Chain(
                from,
                database
                    .Read(db =>
                        db.Query(
                            "select revision, id, updates from draft_append where draft = $1 and revision >= $2 and revision <= $3 order by revision",
                            row =>
                                (
                                    At: new Revision(row.GetInt64(0)),
                                    Id: row.GetId(1),
                                    Updates: row.GetBytes(2)
                                ),
                            draft.Value,
                            from.Number,
                            LastOfList(db, draft, from)
                        )
                    )
                    .Select(row => new DraftAppend(
                        row.At,
                        row.Id,
                        [.. LiveUpdateJson.Read(row.Updates)]
                    ))
            )
        );

    public Task<DraftSnapshot?> FindSnapshotAsync(DraftId draft, CancellationToken ct)
    {
        var state = database.Read(db =>
            db.QuerySingle(
                "select state from draft_snapshot where draft = $1",
                row => row.GetBytes(0),
                draft.Value
            )
        );
        return Task.FromResult(state is null ? null : DraftSnapshotJson.Read(state));
    }

    public Task SaveSnapshotAsync(DraftId draft, DraftSnapshot snapshot, CancellationToken ct)
    {
        var state = DraftSnapshotJson.Write(snapshot);
        return database.WriteAsync(
            db =>
                db.Execute(
                    "insert into draft_snapshot (draft, revision, state) values ($1, $2, $3) "
                        + "on conflict (draft) do update set revision = $2, state = $3 where revision < $2",
                    draft.Value,
                    snapshot.Revision.Number,
                    state
                ),
            ct
        );
    }

    /// <summary>The revision of the last append of a list, judged by the appends' sizes: the first in any case.</summary>
    private static long LastOfList(SqliteSession db, DraftId draft, Revision from)
    {
        var last = from.Number;
        var bytes = 0;
        foreach (
            var (revision, size) in db.Query(
                "select revision, length(updates) from draft_append where draft = $1 and revision >= $2 order by revision limit $3",
                row => (row.GetInt64(0), row.GetInt32(1)),
                draft.Value,
                from.Number,
                MaxListed
            )
        )
        {
            bytes += size;
            if (revision > from.Number && bytes > MaxListedBytes)
            {
                break;
            }
            last = revision;
        }
        return last;
    }
}
