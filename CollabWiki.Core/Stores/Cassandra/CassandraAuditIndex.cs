using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Where entries of the audit trail are found: subjects, and the days or months that they are split by.</summary>
internal sealed class CassandraAuditIndex(CassandraDatabase database)
{
    /// <summary>How many entries' rows are written at once.</summary>
    private const int AtOnce = 32;

    public static int DayOf(DateTimeOffset time) =>
        (time.UtcDateTime.Year * 10000) + (time.UtcDateTime.Month * 100) + time.UtcDateTime.Day;

    public static int MonthOf(DateTimeOffset time) => DayOf(time) / 100;

    /// <summary>The numbers of a partition below <paramref name="before"/>, newest first.</summary>
    public async Task<IReadOnlyList<long>> ReadAsync(
        string subject,
        int bucket,
        long before,
        int count,
        CancellationToken ct
    )
    {
        var rows = await database.ReadAsync(
            "SELECT number FROM audit_index WHERE subject = ? AND bucket = ? AND number < ? LIMIT ?",
            ct,
            subject,
            bucket,
            before,
            count
        );
        return [.. rows.Select(row => row.GetValue<long>("number"))];
    }

    public async Task<IReadOnlySet<string>> FindEventsAsync(
        IReadOnlyCollection<string> events,
        CancellationToken ct
    )
    {
        var found = await Task.WhenAll(
            events.Select(async one =>
                (one, isKnown: (await ReadAsync($"event:{one}", 0, long.MaxValue, 1, ct)).Count > 0)
            )
        );
        return found
            .Where(pair => pair.isKnown)
            .Select(pair => pair.one)
            .ToHashSet(StringComparer.Ordinal);
    }

    public Task WriteAsync(IReadOnlyList<AuditLink> links, CancellationToken ct) =>
        ForEachAsync(
            links,
            "INSERT INTO audit_index (subject, bucket, number) VALUES (?, ?, ?)",
            ct
        );

    public Task RemoveAsync(IReadOnlyList<AuditLink> links, CancellationToken ct) =>
        ForEachAsync(
            links,
            "DELETE FROM audit_index WHERE subject = ? AND bucket = ? AND number = ?",
            ct
        );

    private async Task ForEachAsync(
        IReadOnlyList<AuditLink> links,
        string cql,
        CancellationToken ct
    )
    {
        foreach (var part in links.Chunk(AtOnce))
        {
            await Task.WhenAll(
                from link in part
                let entry = link.Entry
                where entry is not null
                from row in RowsOf(entry)
                select database.WriteAsync(cql, ct, row.Subject, row.Bucket, link.Number)
            );
        }
    }

    private static HashSet<(string Subject, int Bucket)> RowsOf(AuditEntry entry)
    {
        var month = MonthOf(entry.At);
        var rows = new HashSet<(string, int)>
        {
            ("", DayOf(entry.At)),
            ($"kind:{entry.Kind}", month),
            ($"target:{entry.Target}", month),
            ($"event:{entry.Event}", 0),
        };
        if (entry.By is { } by)
        {
            rows.Add(($"person:{by}", month));
        }
        // What was done to an account belongs to its person as well.
        if (entry.Target.Account is { } account)
        {
            rows.Add(($"person:{account}", month));
        }
        return rows;
    }
}
