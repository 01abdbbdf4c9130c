using System.Collections.Concurrent;
using System.Globalization;

namespace CollabWiki.Bench.Load;

/// <summary>Gathers times from many threads.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> millis = [];

    public void Add(TimeSpan time) => millis.Add(time.TotalMilliseconds);

    public int Count => millis.Count;

    /// <summary>"p50 1.2, p95 3.4, p99 5.6, most 7.8 ms (n = 100)".</summary>
    public override string ToString()
    {
        var sorted = millis.Order().ToList();
        return sorted.Count == 0
            ? "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"p50 {At(0.5):F1}, p95 {At(0.95):F1}, p99 {At(0.99):F1}, most {sorted[^1]:F1} ms (n = {sorted.Count})"
            );

        double At(double share) => sorted[(int)(share * (sorted.Count - 1))];
    }
}
