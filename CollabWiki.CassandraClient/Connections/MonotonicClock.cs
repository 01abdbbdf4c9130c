namespace Cassandra.Connections;

/// <summary>Timestamps for writes: each later than the one before, even when the system's clock goes back.</summary>
internal sealed class MonotonicClock
{
    private long last;

    /// <summary>Microseconds since 1970.</summary>
    public long Next()
    {
        while (true)
        {
            var seen = Volatile.Read(ref last);
            var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
            var next = Math.Max(now, seen + 1);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
            {
                return next;
            }
        }
    }
}
