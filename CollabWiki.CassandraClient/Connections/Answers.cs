using Cassandra.Protocol;

namespace Cassandra.Connections;

/// <summary>Results as they are read from answers; native protocol v4, section 4.2.5.</summary>
internal static class Answers
{
    private const int Rows = 2;
    private const int SetKeyspace = 3;
    private const int Prepared = 4;
    private const int SchemaChange = 5;

    /// <summary>The rows of an answer; none, and no columns, when it is of another kind.</summary>
    public static (RowSetMetadata? Metadata, Queue<Row> Rows, bool ChangedSchema) ReadRows(
        BodyReader body
    )
    {
        var kind = body.Int();
        var rows = new Queue<Row>();
        if (kind != Rows)
        {
            return (null, rows, kind == SchemaChange);
        }
        var metadata = RowSetMetadata.Read(body);
        var count = body.Int();
        for (var i = 0; i < count; i++)
        {
            var values = new ReadOnlyMemory<byte>?[metadata.Columns.Length];
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = body.Bytes();
            }
            rows.Enqueue(new Row(metadata, values));
        }
        return (metadata, rows, false);
    }

    public static PreparedStatement ReadPrepared(BodyReader body, string query, byte version)
    {
        if (body.Int() != Prepared)
        {
            throw new ProtocolErrorException("The answer to a preparation is none.");
        }
        var id = body.ShortBytes();
        var (variables, routing) = RowSetMetadata.ReadVariables(body, version);
        return new PreparedStatement(query, id, variables, routing);
    }

    /// <summary>Whether an answer says that the keyspace was taken.</summary>
    public static bool IsSetKeyspace(BodyReader body) => body.Int() == SetKeyspace;
}
