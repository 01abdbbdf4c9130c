namespace Cassandra.Connections;

/// <summary>A statement under way: what is asked with, and what happens when it fails.</summary>
internal sealed class Attempt
{
    private readonly Statement statement;
    private readonly Configuration config;
    private int retries;

    public Attempt(
        Statement statement,
        byte[]? pagingState,
        Configuration config,
        MonotonicClock clock
    )
    {
        this.statement = statement;
        this.config = config;
        var query = config.QueryOptions;
        Parameters = new Parameters(
            statement.ConsistencyLevel ?? query.GetConsistencyLevel(),
            statement.SerialConsistencyLevel ?? query.GetSerialConsistencyLevel(),
            statement.PageSize > 0 ? statement.PageSize : query.GetPageSize(),
            statement.Timestamp is { } time
                ? (time - DateTimeOffset.UnixEpoch).Ticks / 10
                : clock.Next(),
            pagingState
        );
    }

    public Parameters Parameters { get; private set; }

    public int TimeoutMillis =>
        statement.ReadTimeoutMillis > 0
            ? statement.ReadTimeoutMillis
            : config.SocketOptions.ReadTimeoutMillis;

    /// <summary>Asks the retry policy. The timestamp stays the same, so that a write sent twice is one.</summary>
    public RetryDecision Decide(DriverException failure)
    {
        var policy = statement.RetryPolicy ?? config.RetryPolicy;
        var query = new Asked(
            statement.IsIdempotent ?? config.QueryOptions.GetDefaultIdempotence(),
            Parameters.Consistency,
            statement.RoutingKey
        );
        var decision = failure switch
        {
            ReadTimeoutException read => policy.OnReadTimeout(
                query,
                read.ConsistencyLevel,
                read.RequiredAcknowledgements,
                read.ReceivedAcknowledgements,
                read.WasDataRetrieved,
                retries
            ),
            WriteTimeoutException write => policy.OnWriteTimeout(
                query,
                write.ConsistencyLevel,
                write.WriteType,
                write.RequiredAcknowledgements,
                write.ReceivedAcknowledgements,
                retries
            ),
            UnavailableException few => policy.OnUnavailable(
                query,
                few.Consistency,
                few.RequiredReplicas,
                few.AliveReplicas,
                retries
            ),
            // Not sent at all: another host may have it, whatever it is.
            BusyPoolException or ConnectionLostException { WasSent: false } => RetryDecision.Retry(
                null,
                useCurrentHost: false
            ),
            ConnectionLostException
            or OperationTimedOutException
            or OverloadedException
            or IsBootstrappingException
            or TruncateException => policy is IExtendedRetryPolicy extended
                ? extended.OnRequestError(query, config, failure, retries)
                : RetryDecision.Rethrow(),
            _ => RetryDecision.Rethrow(),
        };
        retries++;
        if (decision.RetryConsistencyLevel is { } level)
        {
            Parameters = Parameters with { Consistency = level };
        }
        return decision;
    }

    private sealed record Asked(
        bool? IsIdempotent,
        ConsistencyLevel? ConsistencyLevel,
        RoutingKey? RoutingKey
    ) : IStatement;
}
