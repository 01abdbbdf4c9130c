using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>A search of the audit trail, back through the days or months of the subject that narrows it most.</summary>
internal sealed class CassandraAuditWalk
{
    /// <summary>How many entries one call looks at.</summary>
    private const int MostRead = 1000;

    /// <summary>How many partitions, most of them perhaps empty, one call looks at.</summary>
    private const int MostBuckets = 400;

    // Nodes' clocks differ, and entries that had to wait come late.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private readonly AuditQuery query;
    private readonly string subject;
    private readonly DateTimeOffset newest;
    private readonly DateTimeOffset oldest;

    public CassandraAuditWalk(AuditQuery query, DateTimeOffset oldest, DateTimeOffset now)
    {
        this.query = query;
        subject =
            query.Target is { } target ? $"target:{target}"
            : query.Person is { } person ? $"person:{person}"
            : query.Kind is { } kind ? $"kind:{kind}"
            : "";
        // An entry that somebody altered may claim any time.
        oldest = Max(oldest, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        this.oldest = Max(query.From ?? oldest, oldest - Slack);
        newest = query.To is { } to && to < now + Slack ? to : now + Slack;
    }

    public async Task<AuditFound> FindAsync(
        CassandraAuditIndex index,
        Func<long, CancellationToken, Task<AuditLink?>> read,
        AuditPlace? before,
        int count,
        CancellationToken ct
    )
    {
        var found = new List<AuditLink>();
        var (looked, buckets) = (0, 0);
        foreach (var bucket in Buckets().SkipWhile(one => one > (before?.Bucket ?? int.MaxValue)))
        {
            var from = bucket == before?.Bucket ? before.Number : long.MaxValue;
            while (true)
            {
                var numbers = await index.ReadAsync(subject, bucket, from, count, ct);
                var links = await Task.WhenAll(numbers.Select(number => read(number, ct)));
                foreach (var (number, link) in numbers.Zip(links))
                {
                    from = number;
                    if (link?.Entry is { } entry && query.Matches(entry))
                    {
                        found.Add(link);
                    }
                    if (++looked >= MostRead || found.Count == count)
                    {
                        return new AuditFound(found, new AuditPlace(bucket, from));
                    }
                }
                if (numbers.Count < count)
                {
                    break;
                }
            }
            if (++buckets >= MostBuckets)
            {
                return new AuditFound(found, new AuditPlace(bucket, 0));
            }
        }
        return new AuditFound(found, Next: null);
    }

    /// <summary>The partitions' days or months, newest first.</summary>
    private IEnumerable<int> Buckets()
    {
        var isByDay = subject.Length == 0;
        Func<DateTimeOffset, int> of = isByDay
            ? CassandraAuditIndex.DayOf
            : CassandraAuditIndex.MonthOf;
        var time = new DateTimeOffset(newest.UtcDateTime.Date, TimeSpan.Zero);
        if (!isByDay)
        {
            time = time.AddDays(1 - time.Day);
        }
        var last = of(oldest);
        for (; of(time) >= last; time = isByDay ? time.AddDays(-1) : time.AddMonths(-1))
        {
            yield return of(time);
        }
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;
}
