namespace Cassandra;

/// <summary>
/// One more try where that is likely to help: a read whose replicas answered without the data, a batch whose log wasn't written, another host where
/// replicas seemed dead. Retries requests that got no answer whatever they are: wrap it in <see cref="IdempotenceAwareRetryPolicy"/>.
/// </summary>
public sealed class DefaultRetryPolicy : IExtendedRetryPolicy
{
    public RetryDecision OnReadTimeout(
        IStatement query,
        ConsistencyLevel cl,
        int requiredResponses,
        int receivedResponses,
        bool dataRetrieved,
        int nbRetry
    ) =>
        nbRetry == 0 && receivedResponses >= requiredResponses && !dataRetrieved
            ? RetryDecision.Retry(cl)
            : RetryDecision.Rethrow();

    public RetryDecision OnWriteTimeout(
        IStatement query,
        ConsistencyLevel cl,
        string writeType,
        int requiredAcks,
        int receivedAcks,
        int nbRetry
    ) =>
        nbRetry == 0 && writeType == "BATCH_LOG"
            ? RetryDecision.Retry(cl)
            : RetryDecision.Rethrow();

    public RetryDecision OnUnavailable(
        IStatement query,
        ConsistencyLevel cl,
        int requiredReplica,
        int aliveReplica,
        int nbRetry
    ) => nbRetry == 0 ? RetryDecision.Retry(cl, useCurrentHost: false) : RetryDecision.Rethrow();

    public RetryDecision OnRequestError(
        IStatement statement,
        Configuration config,
        Exception ex,
        int nbRetry
    ) => RetryDecision.Retry(null, useCurrentHost: false);
}

/// <summary>Lets another policy decide only where doing a thing twice does no harm; what may have been written is not written again.</summary>
public sealed class IdempotenceAwareRetryPolicy(IRetryPolicy childPolicy) : IExtendedRetryPolicy
{
    public RetryDecision OnReadTimeout(
        IStatement query,
        ConsistencyLevel cl,
        int requiredResponses,
        int receivedResponses,
        bool dataRetrieved,
        int nbRetry
    ) =>
        childPolicy.OnReadTimeout(
            query,
            cl,
            requiredResponses,
            receivedResponses,
            dataRetrieved,
            nbRetry
        );

    public RetryDecision OnWriteTimeout(
        IStatement query,
        ConsistencyLevel cl,
        string writeType,
        int requiredAcks,
        int receivedAcks,
        int nbRetry
    ) =>
        query.IsIdempotent == true
            ? childPolicy.OnWriteTimeout(query, cl, writeType, requiredAcks, receivedAcks, nbRetry)
            : RetryDecision.Rethrow();

    public RetryDecision OnUnavailable(
        IStatement query,
        ConsistencyLevel cl,
        int requiredReplica,
        int aliveReplica,
        int nbRetry
    ) => childPolicy.OnUnavailable(query, cl, requiredReplica, aliveReplica, nbRetry);

    public RetryDecision OnRequestError(
        IStatement statement,
        Configuration config,
        Exception ex,
        int nbRetry
    ) =>
        statement.IsIdempotent == true && childPolicy is IExtendedRetryPolicy child
            ? child.OnRequestError(statement, config, ex, nbRetry)
            : RetryDecision.Rethrow();
}

/// <summary>Never tries again.</summary>
public sealed class FallthroughRetryPolicy : IExtendedRetryPolicy
{
    public static readonly FallthroughRetryPolicy Instance = new();

    private FallthroughRetryPolicy() { }

    public RetryDecision OnReadTimeout(
        IStatement query,
        ConsistencyLevel cl,
        int requiredResponses,
        int receivedResponses,
        bool dataRetrieved,
        int nbRetry
    ) => RetryDecision.Rethrow();

    public RetryDecision OnWriteTimeout(
        IStatement query,
        ConsistencyLevel cl,
        string writeType,
        int requiredAcks,
        int receivedAcks,
        int nbRetry
    ) => RetryDecision.Rethrow();

    public RetryDecision OnUnavailable(
        IStatement query,
        ConsistencyLevel cl,
        int requiredReplica,
        int aliveReplica,
        int nbRetry
    ) => RetryDecision.Rethrow();

    public RetryDecision OnRequestError(
        IStatement statement,
        Configuration config,
        Exception ex,
        int nbRetry
    ) => RetryDecision.Rethrow();
}
