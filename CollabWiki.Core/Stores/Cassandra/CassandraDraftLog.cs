using Cassandra;
using CollabWiki.Core.Live;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>
/// Logs of drafts on Cassandra: an append is a row that is written if its place is free. Whoever appends has read the log to its end, so that
/// a free place is the end, and never the middle of somebody's append.
/// </summary>
public sealed class CassandraDraftLog(CassandraDatabase database) : IDraftLog
{
    /// <summary>The appends that begin in so many revisions share a partition.</summary>
    internal const int BucketSize = 5000;

    /// <summary>Larger appends stand apart, so that a partition stays small.</summary>
    private const int MaxInline = 16 * 1024;

    private const int MaxListed = 100;
    private const int MaxListedBytes = 256 * 1024;

    private readonly CassandraContents contents = new(database, "draft_content");

    public async Task<bool> TryAppendAsync(
        DraftId draft,
        Revision at,
        Guid appendId,
        IReadOnlyList<LiveUpdate> updates,
        CancellationToken ct
    )
    {
        var bytes = LiveUpdateJson.Write(updates);
        var isInline = bytes.Length <= MaxInline;
        if (!isInline)
        {
            await contents.WriteAsync(appendId, bytes, ct);
        }
        return await database.TryAsync(
            await database.BindAsync(
                "INSERT INTO draft_append (draft, bucket, revision, id, count, updates) VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                ct,
                draft.Value,
                BucketOf(at.Number),
                at.Number,
                appendId,
                updates.Count,
                isInline ? bytes : null
            ),
            () => IsMineAsync(draft, at, appendId, ct),
            ct
        );
    }

    public async Task<IReadOnlyList<LiveUpdate>> ReadAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    )
    {
        var updates = new List<LiveUpdate>();
        var next = await FindStartAsync(draft, from.Number, ct);
        while (true)
        {
            var rows = await database.ReadAsync(
                "SELECT revision, id, count, updates FROM draft_append WHERE draft = ? AND bucket = ? AND revision >= ?",
                ct,
                draft.Value,
                BucketOf(next),
                next
            );
            if (rows.Count == 0)
            {
                return updates;
            }
            foreach (var row in rows)
            {
                var revision = row.GetValue<long>("revision");
                var skip = (int)Math.Max(0, from.Number - revision);
                updates.AddRange(LiveUpdateJson.Read(await BytesAsync(row, ct)).Skip(skip));
                next = revision + row.GetValue<int>("count");
            }
        }
    }

    public async Task<IReadOnlyList<DraftAppend>> ListAppendsAsync(
        DraftId draft,
        Revision from,
        CancellationToken ct
    )
    {
        var appends = new List<DraftAppend>();
        var rows = await database.ReadAsync(
            "SELECT revision, id, count, updates FROM draft_append WHERE draft = ? AND bucket = ? AND revision >= ? LIMIT ?",
            ct,
            draft.Value,
            BucketOf(from.Number),
            from.Number,
            MaxListed
        );
        var total = 0;
        foreach (var row in rows)
        {
            var bytes = await BytesAsync(row, ct);
            appends.Add(
                new DraftAppend(
                    new Revision(row.GetValue<long>("revision")),
                    row.GetValue<Guid>("id"),
                    [.. LiveUpdateJson.Read(bytes)]
                )
            );
            if ((total += bytes.Length) > MaxListedBytes)
            {
                break;
            }
        }
        return DraftAppend.Chain(from, appends);
    }

    public async Task<DraftSnapshot?> FindSnapshotAsync(DraftId draft, CancellationToken ct)
    {
        while (await FindSavedAsync(draft, ct) is { } saved)
        {
            if (await contents.FindAsync(saved.Content, ct) is { } state)
            {
                return DraftSnapshotJson.Read(state);
            }
            if (await FindSavedAsync(draft, ct) == saved)
            {
                throw new InvalidOperationException($"The snapshot of draft {draft} is missing.");
            }
            // Replaced between the two reads: the next look finds the new one.
        }
        return null;
    }

    public async Task SaveSnapshotAsync(DraftId draft, DraftSnapshot snapshot, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await contents.WriteAsync(id, DraftSnapshotJson.Write(snapshot), ct);
        while (true)
        {
            var saved = await FindSavedAsync(draft, ct);
            if (saved?.Revision >= snapshot.Revision.Number)
            {
                await contents.DeleteAsync(id, ct);
                return;
            }
            if (await TryReplaceAsync(draft, saved?.Revision, snapshot.Revision, id, ct))
            {
                if (saved is { } old)
                {
                    await contents.DeleteAsync(old.Content, ct);
                }
                return;
            }
        }
    }

    private async Task<bool> TryReplaceAsync(
        DraftId draft,
        long? before,
        Revision revision,
        Guid content,
        CancellationToken ct
    ) =>
        await database.TryAsync(
            before is { } old
                ? await database.BindAsync(
                    "UPDATE draft_snapshot SET revision = ?, content = ? WHERE draft = ? IF revision = ?",
                    ct,
                    revision.Number,
                    content,
                    draft.Value,
                    old
                )
                : await database.BindAsync(
                    "INSERT INTO draft_snapshot (draft, revision, content) VALUES (?, ?, ?) IF NOT EXISTS",
                    ct,
                    draft.Value,
                    revision.Number,
                    content
                ),
            async () => (await FindSavedAsync(draft, ct))?.Content == content,
            ct
        );

    /// <summary>Where the append begins that has a revision; the revision itself when none has it.</summary>
    private async Task<long> FindStartAsync(DraftId draft, long revision, CancellationToken ct)
    {
        // It may begin in an earlier bucket; an append that is longer than a bucket leaves one empty.
        for (var bucket = BucketOf(revision); bucket >= 0; bucket--)
        {
            var row = await database.FindAsync(
                "SELECT revision, count FROM draft_append WHERE draft = ? AND bucket = ? AND revision <= ? ORDER BY revision DESC LIMIT 1",
                ct,
                draft.Value,
                bucket,
                revision
            );
            if (row is not null)
            {
                var start = row.GetValue<long>("revision");
                return start + row.GetValue<int>("count") > revision ? start : revision;
            }
        }
        return revision;
    }

    private async Task<bool> IsMineAsync(
        DraftId draft,
        Revision at,
        Guid appendId,
        CancellationToken ct
    ) =>
        (
            await database.FindAsync(
                "SELECT id FROM draft_append WHERE draft = ? AND bucket = ? AND revision = ?",
                ct,
                draft.Value,
                BucketOf(at.Number),
                at.Number
            )
        )?.GetValue<Guid>("id") == appendId;

    private async Task<byte[]> BytesAsync(Row row, CancellationToken ct) =>
        row.IsNull("updates")
            ? await contents.FindAsync(row.GetValue<Guid>("id"), ct)
                ?? throw new InvalidOperationException("The content of an append is missing.")
            : row.GetValue<byte[]>("updates");

    private async Task<(long Revision, Guid Content)?> FindSavedAsync(
        DraftId draft,
        CancellationToken ct
    ) =>
        await database.FindAsync(
            "SELECT revision, content FROM draft_snapshot WHERE draft = ?",
            ct,
            draft.Value
        )
            is { } row
            ? (row.GetValue<long>("revision"), row.GetValue<Guid>("content"))
            : null;

    private static long BucketOf(long revision) => revision / BucketSize;
}
