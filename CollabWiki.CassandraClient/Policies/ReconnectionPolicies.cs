namespace Cassandra;

/// <summary>How long to wait between tries to reach a host that is down.</summary>
public interface IReconnectionPolicy
{
    IReconnectionSchedule NewSchedule();
}

/// <summary>One host's waiting times.</summary>
public interface IReconnectionSchedule
{
    /// <summary>In milliseconds.</summary>
    long NextDelayMs();
}

public sealed class ConstantReconnectionPolicy(long constantDelayMs) : IReconnectionPolicy
{
    public IReconnectionSchedule NewSchedule() => new Schedule(constantDelayMs);

    private sealed class Schedule(long delayMs) : IReconnectionSchedule
    {
        public long NextDelayMs() => delayMs;
    }
}

/// <summary>Doubles from <paramref name="baseDelayMs"/> up to <paramref name="maxDelayMs"/>.</summary>
public sealed class ExponentialReconnectionPolicy(long baseDelayMs, long maxDelayMs)
    : IReconnectionPolicy
{
    public IReconnectionSchedule NewSchedule() => new Schedule(baseDelayMs, maxDelayMs);

    private sealed class Schedule(long baseDelayMs, long maxDelayMs) : IReconnectionSchedule
    {
        private long next = baseDelayMs;

        public long NextDelayMs()
        {
            var delay = next;
            next = Math.Min(maxDelayMs, next * 2);
            return delay;
        }
    }
}
