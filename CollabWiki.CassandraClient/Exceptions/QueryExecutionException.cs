namespace Cassandra;

/// <summary>A correct request could not be carried out.</summary>
public abstract class QueryExecutionException(string message) : QueryValidationException(message);

/// <summary>A truncation failed.</summary>
public sealed class TruncateException(string message) : QueryExecutionException(message);

/// <summary>Too few replicas were alive to begin with: nothing was done.</summary>
public sealed class UnavailableException(
    string message,
    ConsistencyLevel consistency,
    int required,
    int alive
) : QueryExecutionException(message)
{
    public ConsistencyLevel Consistency => consistency;

    public int RequiredReplicas => required;

    public int AliveReplicas => alive;
}

/// <summary>Some replicas didn't answer in time, or failed.</summary>
public abstract class QueryTimeoutException(
    string message,
    ConsistencyLevel consistency,
    int received,
    int required
) : QueryExecutionException(message)
{
    public ConsistencyLevel ConsistencyLevel => consistency;

    public int ReceivedAcknowledgements => received;

    public int RequiredAcknowledgements => required;
}

public sealed class ReadTimeoutException(
    string message,
    ConsistencyLevel consistency,
    int received,
    int required,
    bool dataRetrieved
) : QueryTimeoutException(message, consistency, received, required)
{
    public bool WasDataRetrieved => dataRetrieved;
}

/// <summary>Whether the write was done isn't known.</summary>
public sealed class WriteTimeoutException(
    string message,
    ConsistencyLevel consistency,
    int received,
    int required,
    string writeType
) : QueryTimeoutException(message, consistency, received, required)
{
    /// <summary>SIMPLE, BATCH, BATCH_LOG, UNLOGGED_BATCH, COUNTER or CAS.</summary>
    public string WriteType => writeType;
}

public sealed class ReadFailureException(
    string message,
    ConsistencyLevel consistency,
    int received,
    int required
) : QueryTimeoutException(message, consistency, received, required);

public sealed class WriteFailureException(
    string message,
    ConsistencyLevel consistency,
    int received,
    int required,
    string writeType
) : QueryTimeoutException(message, consistency, received, required)
{
    public string WriteType => writeType;
}
