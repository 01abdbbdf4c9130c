namespace Cassandra;

/// <summary>A statement that the servers have parsed. Keep it: each preparation costs a round trip.</summary>
public sealed class PreparedStatement
{
    private ConsistencyLevel? consistency;
    private bool? idempotent;

    internal PreparedStatement(
        string query,
        byte[] id,
        RowSetMetadata variables,
        int[]? routingIndexes
    )
    {
        QueryString = query;
        Id = id;
        Variables = variables;
        RoutingIndexes = routingIndexes;
    }

    public string QueryString { get; }

    /// <summary>The markers.</summary>
    public RowSetMetadata Variables { get; }

    /// <summary>Which of the markers make the partition key, in its order; null when that isn't known.</summary>
    public int[]? RoutingIndexes { get; internal set; }

    internal byte[] Id { get; }

    public PreparedStatement SetConsistencyLevel(ConsistencyLevel level)
    {
        consistency = level;
        return this;
    }

    public PreparedStatement SetIdempotence(bool value)
    {
        idempotent = value;
        return this;
    }

    /// <summary>Binds the markers in their order.</summary>
    /// <exception cref="ArgumentException">There are more values than markers.</exception>
    /// <exception cref="InvalidTypeException">A value doesn't fit its marker.</exception>
    public BoundStatement Bind(params object?[] values)
    {
        if (values.Length > Variables.Columns.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values for {Variables.Columns.Length} markers.",
                nameof(values)
            );
        }
        var bound = new BoundStatement(this, values);
        if (consistency is { } level)
        {
            bound.SetConsistencyLevel(level);
        }
        if (idempotent is { } same)
        {
            bound.SetIdempotence(same);
        }
        return bound;
    }
}
