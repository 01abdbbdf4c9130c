using Cassandra.Values;

namespace Cassandra;

/// <summary>How the coordinator treats a batch.</summary>
public enum BatchType
{
    /// <summary>All or nothing, by way of a log.</summary>
    Logged = 0,
    Unlogged = 1,
    Counter = 2,
}

/// <summary>Several writes as one. What its statements say of themselves (consistency and so on) doesn't count; it goes where its first statement would.</summary>
public sealed class BatchStatement : Statement
{
    private readonly List<Statement> statements = [];
    private RoutingKey? routingKey;

    public BatchType BatchType { get; private set; } = BatchType.Logged;

    public bool IsEmpty => statements.Count == 0;

    public override RoutingKey? RoutingKey =>
        routingKey ?? (IsEmpty ? null : statements[0].RoutingKey);

    internal IReadOnlyList<Statement> Statements => statements;

    /// <exception cref="ArgumentException">It is itself a batch, or there are 65,535 already.</exception>
    public BatchStatement Add(Statement statement)
    {
        if (statement is BatchStatement || statements.Count == ushort.MaxValue)
        {
            throw new ArgumentException(
                "A batch takes up to 65,535 statements that are no batches.",
                nameof(statement)
            );
        }
        statements.Add(statement);
        return this;
    }

    public BatchStatement SetBatchType(BatchType type)
    {
        BatchType = type;
        return this;
    }

    public BatchStatement SetRoutingValues(params object[] keys)
    {
        routingKey = RoutingKey.Of([.. keys.Select(Codec.EncodeByClr)]);
        return this;
    }
}
