namespace Cassandra;

/// <summary>What to do with a request that failed.</summary>
public sealed class RetryDecision
{
    public enum RetryDecisionType
    {
        Retry,
        Rethrow,
        Ignore,
    }

    private RetryDecision(
        RetryDecisionType type,
        ConsistencyLevel? level = null,
        bool onThisHost = true
    )
    {
        DecisionType = type;
        RetryConsistencyLevel = level;
        UseCurrentHost = onThisHost;
    }

    public RetryDecisionType DecisionType { get; }

    /// <summary>The level to ask with; null: the same.</summary>
    public ConsistencyLevel? RetryConsistencyLevel { get; }

    /// <summary>Whether the same host is asked again, or the next one.</summary>
    public bool UseCurrentHost { get; }

    public static RetryDecision Rethrow() => new(RetryDecisionType.Rethrow);

    public static RetryDecision Ignore() => new(RetryDecisionType.Ignore);

    public static RetryDecision Retry(ConsistencyLevel? level, bool useCurrentHost = true) =>
        new(RetryDecisionType.Retry, level, useCurrentHost);
}

/// <summary>Decides on requests that a host answered with an error that may pass.</summary>
public interface IRetryPolicy
{
    RetryDecision OnReadTimeout(
        IStatement query,
        ConsistencyLevel cl,
        int requiredResponses,
        int receivedResponses,
        bool dataRetrieved,
        int nbRetry
    );

    RetryDecision OnWriteTimeout(
        IStatement query,
        ConsistencyLevel cl,
        string writeType,
        int requiredAcks,
        int receivedAcks,
        int nbRetry
    );

    RetryDecision OnUnavailable(
        IStatement query,
        ConsistencyLevel cl,
        int requiredReplica,
        int aliveReplica,
        int nbRetry
    );
}

/// <summary>Decides also on requests that got no proper answer: connection lost, time-out of the client, overloaded, bootstrapping, truncate.</summary>
public interface IExtendedRetryPolicy : IRetryPolicy
{
    RetryDecision OnRequestError(
        IStatement statement,
        Configuration config,
        Exception ex,
        int nbRetry
    );
}
