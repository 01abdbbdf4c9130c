using Cassandra;
using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The audit trail on Cassandra. Order of an append: entries (by condition), their index, the head (by condition).</summary>
public sealed class CassandraAuditStore(CassandraDatabase database, TimeProvider clock)
    : IAuditStore
{
    /// <summary>Entries that share a partition.</summary>
    internal const int BucketSize = 2000;

    private const int AtOnce = 500;

    private readonly CassandraAuditIndex index = new(database);
    private readonly CassandraAuditSeal seals = new(database);

    public async Task<AuditHead> GetHeadAsync(CancellationToken ct) =>
        await FindHeadAsync(ct) ?? AuditHead.None;

    public async Task<AuditHead> CatchUpAsync(CancellationToken ct)
    {
        var end = await GetHeadAsync(ct);
        while (await ReadAsync(end.Number, AtOnce, ct) is { Count: > 0 } links)
        {
            await FinishAsync(links, ct);
            end = links[^1].Head;
        }
        return end;
    }

    public async Task<bool> TryAppendAsync(
        AuditHead after,
        IReadOnlyList<AuditLink> links,
        CancellationToken ct
    )
    {
        var end = after;
        // A batch is of one partition.
        foreach (var part in links.GroupBy(link => BucketOf(link.Number)))
        {
            if (!await TryInsertAsync([.. part], ct))
            {
                // What went before stands in the chain: asked for by its events it is found there, and not appended again.
                return false;
            }
            await FinishAsync([.. part], ct);
            end = part.Last().Head;
        }
        return end == links[^1].Head;
    }

    public async Task PutAsync(IReadOnlyList<AuditLink> links, AuditHead end, CancellationToken ct)
    {
        foreach (var part in links.GroupBy(link => BucketOf(link.Number)))
        {
            List<AuditLink> missing;
            do
            {
                var there = await ReadAsync(part.First().Number - 1, part.Count(), ct);
                var numbers = there.Select(link => link.Number).ToHashSet();
                missing = [.. part.Where(link => !numbers.Contains(link.Number))];
            } while (missing.Count > 0 && !await TryInsertAsync(missing, ct));
            await index.WriteAsync([.. part], ct);
        }
        await MoveHeadAsync(end, ct);
    }

    public Task<IReadOnlySet<string>> FindEventsAsync(
        IReadOnlyCollection<string> events,
        CancellationToken ct
    ) => index.FindEventsAsync(events, ct);

    public async Task<IReadOnlyList<AuditLink>> ReadAsync(
        long after,
        int count,
        CancellationToken ct
    )
    {
        var links = new List<AuditLink>();
        // A partition may be gone that shouldn't be: up to the head each is looked at.
        var last = BucketOf((await GetHeadAsync(ct)).Number);
        for (var bucket = BucketOf(after + 1); links.Count < count; bucket++)
        {
            var rows = await database.ReadAsync(
                "SELECT number, body, hash FROM audit_entry WHERE bucket = ? AND number > ? LIMIT ?",
                ct,
                bucket,
                after,
                count - links.Count
            );
            links.AddRange(rows.Select(ReadLink));
            if (rows.Count == 0 && bucket > last)
            {
                break;
            }
        }
        return links;
    }

    public async Task<AuditFound> FindAsync(
        AuditQuery query,
        AuditPlace? before,
        int count,
        CancellationToken ct
    )
    {
        var oldest = (await seals.FindAsync(ct))?.At ?? await FindOldestAsync(ct);
        if (oldest is null)
        {
            return new AuditFound([], Next: null);
        }
        var walk = new CassandraAuditWalk(query, oldest.Value, clock.GetUtcNow());
        return await walk.FindAsync(index, FindAsync, before, count, ct);
    }

    public Task<AuditSeal?> FindSealAsync(CancellationToken ct) => seals.FindAsync(ct);

    public async Task<bool> TrySealAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct)
    {
        if (!await seals.TryWriteAsync(before, seal, ct))
        {
            return false;
        }
        var done = await seals.FindCleanedAsync(ct);
        while (
            (await ReadAsync(done, AtOnce, ct))
                .TakeWhile(link => link.Number <= seal.Last.Number)
                .ToList()
                is { Count: > 0 } links
        )
        {
            await index.RemoveAsync(links, ct);
            await Task.WhenAll(
                links.Select(link =>
                    database.WriteAsync(
                        "DELETE FROM audit_entry WHERE bucket = ? AND number = ?",
                        ct,
                        BucketOf(link.Number),
                        link.Number
                    )
                )
            );
            done = links[^1].Number;
            await seals.SetCleanedAsync(done, ct);
        }
        return true;
    }

    private static long BucketOf(long number) => number / BucketSize;

    private static AuditLink ReadLink(Row row) =>
        new(
            row.GetValue<long>("number"),
            // A cell that somebody took away reads as null.
            row.GetValue<string?>("body") ?? "",
            new AuditHash(row.GetValue<string?>("hash") ?? "")
        );

    private async Task<AuditLink?> FindAsync(long number, CancellationToken ct) =>
        await database.FindAsync(
            "SELECT number, body, hash FROM audit_entry WHERE bucket = ? AND number = ?",
            ct,
            BucketOf(number),
            number
        )
            is { } row
            ? ReadLink(row)
            : null;

    private async Task<bool> IsThereAsync(AuditLink link, CancellationToken ct) =>
        await FindAsync(link.Number, ct) == link;

    private async Task<DateTimeOffset?> FindOldestAsync(CancellationToken ct)
    {
        var after = 0L;
        while (await ReadAsync(after, 1, ct) is [var first])
        {
            if (first.Entry is { } entry)
            {
                return entry.At;
            }
            after = first.Number;
        }
        return null;
    }

    /// <summary>Writes what follows from links that stand in the chain; doing it twice is doing it once.</summary>
    private async Task FinishAsync(IReadOnlyList<AuditLink> links, CancellationToken ct)
    {
        await index.WriteAsync(links, ct);
        await MoveHeadAsync(links[^1].Head, ct);
    }

    /// <summary>Inserts links of one partition; false when one of their places is taken.</summary>
    private async Task<bool> TryInsertAsync(List<AuditLink> links, CancellationToken ct)
    {
        var batch = new BatchStatement();
        foreach (var link in links)
        {
            batch.Add(
                await database.BindAsync(
                    "INSERT INTO audit_entry (bucket, number, body, hash) VALUES (?, ?, ?, ?) IF NOT EXISTS",
                    ct,
                    BucketOf(link.Number),
                    link.Number,
                    link.Body,
                    link.Hash.Hex
                )
            );
        }
        return await database.TryAsync(batch, () => IsThereAsync(links[0], ct), ct);
    }

    private async Task MoveHeadAsync(AuditHead end, CancellationToken ct)
    {
        while (true)
        {
            var head = await FindHeadAsync(ct);
            if (head?.Number >= end.Number || await TryMoveHeadAsync(head, end, ct))
            {
                return;
            }
        }
    }

    private async Task<bool> TryMoveHeadAsync(
        AuditHead? from,
        AuditHead to,
        CancellationToken ct
    ) =>
        await database.TryAsync(
            from is null
                ? await database.BindAsync(
                    "INSERT INTO audit_head (part, number, hash) VALUES (0, ?, ?) IF NOT EXISTS",
                    ct,
                    to.Number,
                    to.Hash.Hex
                )
                : await database.BindAsync(
                    "UPDATE audit_head SET number = ?, hash = ? WHERE part = 0 IF number = ?",
                    ct,
                    to.Number,
                    to.Hash.Hex,
                    from.Number
                ),
            async () => (await FindHeadAsync(ct))?.Number >= to.Number,
            ct
        );

    private async Task<AuditHead?> FindHeadAsync(CancellationToken ct) =>
        await database.FindAsync("SELECT number, hash FROM audit_head WHERE part = 0", ct)
            is { } row
            ? new AuditHead(
                row.GetValue<long>("number"),
                new AuditHash(row.GetValue<string>("hash"))
            )
            : null;
}
