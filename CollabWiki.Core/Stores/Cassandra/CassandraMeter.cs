using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Cassandra;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>
/// Measures requests where the stores make them, so that it is the same with either driver: for the meter "CollabWiki.Cassandra", by the names that
/// OpenTelemetry has for databases, and node by node for people who look.
/// </summary>
internal sealed class CassandraMeter : IDisposable
{
    public const string Name = "CollabWiki.Cassandra";

    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<IPEndPoint, NodeFigures> nodes = new();
    private readonly Meter meter = new(Name);
    private readonly Histogram<double> durations;
    private readonly Counter<long> failedTries;
    private readonly Counter<long> resentWrites;
    private long failed;
    private long resent;

    public CassandraMeter(TimeProvider clock)
    {
        this.clock = clock;
        durations = meter.CreateHistogram<double>(
            "db.client.operation.duration",
            "s",
            "Requests, with all their tries"
        );
        failedTries = meter.CreateCounter<long>(
            "collabwiki.cassandra.failed_tries",
            "{try}",
            "Tries that failed on a node; another one may have answered"
        );
        resentWrites = meter.CreateCounter<long>(
            "collabwiki.cassandra.resent_writes",
            "{write}",
            "Conditional writes sent again because no answer told what came of them"
        );
    }

    /// <summary>Requests that failed, on a node that isn't known.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Conditional writes that were sent again.</summary>
    public long Resent => Interlocked.Read(ref resent);

    public NodeFigures Of(IPEndPoint node) => nodes.GetOrAdd(node, _ => new NodeFigures());

    public async Task<RowSet> MeasureAsync(Func<Task<RowSet>> send)
    {
        var start = clock.GetTimestamp();
        try
        {
            var answer = await send();
            Answered(answer.Info, clock.GetElapsedTime(start));
            return answer;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            NotAnswered(failure, clock.GetElapsedTime(start));
            throw;
        }
    }

    public void Resending()
    {
        Interlocked.Increment(ref resent);
        resentWrites.Add(1);
    }

    public void Dispose() => meter.Dispose();

    private void Answered(ExecutionInfo info, TimeSpan time)
    {
        foreach (var node in info.TriedHosts.Where(node => !node.Equals(info.QueriedHost)))
        {
            FailedOn(node);
        }
        // What others took before it isn't its own time.
        Of(info.QueriedHost).Answered(info.TriedHosts.Count == 1 ? time : null);
        durations.Record(time.TotalSeconds, [Store, .. Tags(info.QueriedHost)]);
    }

    private void NotAnswered(Exception failure, TimeSpan time)
    {
        if (failure is NoHostAvailableException { Errors: { Count: > 0 } errors })
        {
            foreach (var node in errors.Keys)
            {
                FailedOn(node);
            }
        }
        else
        {
            Interlocked.Increment(ref failed);
        }
        durations.Record(time.TotalSeconds, Store, new("error.type", failure.GetType().Name));
    }

    private void FailedOn(IPEndPoint node)
    {
        Of(node).Failed();
        failedTries.Add(1, Tags(node));
    }

    private static KeyValuePair<string, object?> Store => new("db.system.name", "cassandra");

    private static KeyValuePair<string, object?>[] Tags(IPEndPoint node) =>
        [new("server.address", node.Address.ToString()), new("server.port", node.Port)];
}
