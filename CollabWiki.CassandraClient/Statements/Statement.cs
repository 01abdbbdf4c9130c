namespace Cassandra;

/// <summary>Something to be executed.</summary>
public interface IStatement
{
    /// <summary>Whether doing it twice is the same as doing it once; null: as the query options say.</summary>
    bool? IsIdempotent { get; }

    ConsistencyLevel? ConsistencyLevel { get; }

    /// <summary>The bytes that say which replicas have it; null when that isn't known.</summary>
    RoutingKey? RoutingKey { get; }
}

/// <summary>The partition key of a statement as bytes.</summary>
public sealed class RoutingKey
{
    public required byte[] RawRoutingKey { get; init; }

    /// <summary>Several columns are joined each with its length before it and a zero behind it.</summary>
    internal static RoutingKey? Of(IReadOnlyList<byte[]?> parts)
    {
        if (parts.Count == 0 || parts.Any(part => part is null))
        {
            return null;
        }
        if (parts.Count == 1)
        {
            return new RoutingKey { RawRoutingKey = parts[0]! };
        }
        using var bytes = new MemoryStream();
        foreach (var part in parts)
        {
            bytes.WriteByte((byte)(part!.Length >> 8));
            bytes.WriteByte((byte)part.Length);
            bytes.Write(part);
            bytes.WriteByte(0);
        }
        return new RoutingKey { RawRoutingKey = bytes.ToArray() };
    }
}

/// <summary>What all statements can be told; each setter gives the statement back.</summary>
public abstract class Statement : IStatement
{
    public ConsistencyLevel? ConsistencyLevel { get; private set; }

    public ConsistencyLevel? SerialConsistencyLevel { get; private set; }

    public bool? IsIdempotent { get; private set; }

    /// <summary>Rows a page; 0: as the query options say.</summary>
    public int PageSize { get; private set; }

    public byte[]? PagingState { get; private set; }

    /// <summary>Whether a row set fetches its further pages.</summary>
    public bool AutoPage { get; private set; } = true;

    /// <summary>In milliseconds; 0: as the socket options say.</summary>
    public int ReadTimeoutMillis { get; private set; }

    public DateTimeOffset? Timestamp { get; private set; }

    public IRetryPolicy? RetryPolicy { get; private set; }

    public virtual RoutingKey? RoutingKey => null;

    public Statement SetConsistencyLevel(ConsistencyLevel? level)
    {
        ConsistencyLevel = level;
        return this;
    }

    /// <exception cref="ArgumentException">It isn't Serial or LocalSerial.</exception>
    public Statement SetSerialConsistencyLevel(ConsistencyLevel level)
    {
        if (
            level
            is not (Cassandra.ConsistencyLevel.Serial or Cassandra.ConsistencyLevel.LocalSerial)
        )
        {
            throw new ArgumentException("Serial or LocalSerial is meant.", nameof(level));
        }
        SerialConsistencyLevel = level;
        return this;
    }

    public Statement SetIdempotence(bool idempotent)
    {
        IsIdempotent = idempotent;
        return this;
    }

    public Statement SetPageSize(int rows)
    {
        PageSize = rows;
        return this;
    }

    /// <summary>Goes on where a page ended; turns <see cref="AutoPage"/> off.</summary>
    public Statement SetPagingState(byte[] state)
    {
        PagingState = state;
        AutoPage = false;
        return this;
    }

    public Statement SetAutoPage(bool on)
    {
        AutoPage = on;
        return this;
    }

    public Statement SetReadTimeoutMillis(int timeout)
    {
        ReadTimeoutMillis = timeout;
        return this;
    }

    public Statement SetTimestamp(DateTimeOffset time)
    {
        Timestamp = time;
        return this;
    }

    public Statement SetRetryPolicy(IRetryPolicy policy)
    {
        RetryPolicy = policy;
        return this;
    }
}
