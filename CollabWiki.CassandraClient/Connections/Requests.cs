using Cassandra.Protocol;

namespace Cassandra.Connections;

/// <summary>
/// Statements as the bodies of requests; native protocol v4, section 4.1. Each answer brings its columns: before protocol v5 nothing tells a client
/// that those it remembers have changed, and Cassandra 2.1 leaves them out for everybody at once when one client at a time asks it to.
/// </summary>
internal static class Requests
{
    private const byte ValuesFlag = 0x01;
    private const byte PageSizeFlag = 0x04;
    private const byte PagingStateFlag = 0x08;
    private const byte SerialFlag = 0x10;
    private const byte TimestampFlag = 0x20;

    public static (Opcode Opcode, BodyWriter Body) Of(Statement statement, Parameters parameters)
    {
        var body = new BodyWriter();
        switch (statement)
        {
            case SimpleStatement simple:
                body.LongString(simple.QueryString);
                var values = Array.ConvertAll(simple.QueryValues, Values.Codec.EncodeByClr);
                Write(body, values, parameters);
                return (Opcode.Query, body);
            case BoundStatement bound:
                body.ShortBytes(bound.PreparedStatement.Id);
                Write(body, bound.Values, parameters);
                return (Opcode.Execute, body);
            case BatchStatement batch:
                WriteBatch(body, batch, parameters);
                return (Opcode.Batch, body);
            default:
                throw new NotSupportedException($"A {statement.GetType().Name} can’t be executed.");
        }
    }

    private static void Write(BodyWriter body, byte[]?[] values, Parameters parameters)
    {
        body.Short((int)parameters.Consistency);
        body.Byte(
            (byte)(
                (values.Length > 0 ? ValuesFlag : 0)
                | PageSizeFlag
                | (parameters.PagingState is null ? 0 : PagingStateFlag)
                | SerialFlag
                | TimestampFlag
            )
        );
        if (values.Length > 0)
        {
            body.Short(values.Length);
            foreach (var value in values)
            {
                body.Bytes(value);
            }
        }
        body.Int(parameters.PageSize);
        if (parameters.PagingState is { } state)
        {
            body.Bytes(state);
        }
        body.Short((int)parameters.SerialConsistency);
        body.Long(parameters.Timestamp);
    }

    private static void WriteBatch(BodyWriter body, BatchStatement batch, Parameters parameters)
    {
        body.Byte((byte)batch.BatchType);
        body.Short(batch.Statements.Count);
        foreach (var statement in batch.Statements)
        {
            byte[]?[] values;
            if (statement is BoundStatement bound)
            {
                body.Byte(1);
                body.ShortBytes(bound.PreparedStatement.Id);
                values = bound.Values;
            }
            else
            {
                var simple = (SimpleStatement)statement;
                body.Byte(0);
                body.LongString(simple.QueryString);
                values = Array.ConvertAll(simple.QueryValues, Values.Codec.EncodeByClr);
            }
            body.Short(values.Length);
            foreach (var value in values)
            {
                body.Bytes(value);
            }
        }
        body.Short((int)parameters.Consistency);
        body.Byte(SerialFlag | TimestampFlag);
        body.Short((int)parameters.SerialConsistency);
        body.Long(parameters.Timestamp);
    }
}

/// <summary>What a request says beside the statement itself.</summary>
/// <param name="PageSize">Rows a page.</param>
/// <param name="Timestamp">Microseconds since 1970.</param>
/// <param name="PagingState">Where the page begins; null: at the first row.</param>
internal sealed record Parameters(
    ConsistencyLevel Consistency,
    ConsistencyLevel SerialConsistency,
    int PageSize,
    long Timestamp,
    byte[]? PagingState
);
