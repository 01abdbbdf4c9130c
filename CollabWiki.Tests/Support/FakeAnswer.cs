using Cassandra.Protocol;
using Cassandra.Values;
using TypeCode = Cassandra.Values.TypeCode;

namespace CollabWiki.Tests.Support;

/// <summary>What a <see cref="FakeCassandra"/> sends for a request; native protocol v4, sections 4.2 and 9.</summary>
internal sealed record FakeAnswer(Opcode Opcode, Action<BodyWriter> Write)
{
    public static CqlType Text { get; } = new(TypeCode.Varchar);

    /// <summary>No answer at all.</summary>
    public static FakeAnswer Silence { get; } = Of(Opcode.Ready);

    /// <summary>The connection ends with half of an answer.</summary>
    public static FakeAnswer Cut { get; } = new(Opcode.Result, body => body.Int(1));

    /// <summary>Bytes that are no frame.</summary>
    public static FakeAnswer Nonsense { get; } = Of(Opcode.Ready);

    public static FakeAnswer Ready { get; } = Of(Opcode.Ready);

    public static FakeAnswer Void { get; } = new(Opcode.Result, body => body.Int(1));

    /// <summary>The beginning of a row set, and no more: the frame is whole, what it says isn't.</summary>
    public static FakeAnswer Truncated { get; } =
        new(
            Opcode.Result,
            body =>
            {
                body.Int(2);
                body.Int(0);
            }
        );

    /// <summary>Warnings, which only protocol v4 has.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static FakeAnswer Error(int code, string message, Action<BodyWriter>? details = null) =>
        new(
            Opcode.Error,
            body =>
            {
                body.Int(code);
                body.String(message);
                details?.Invoke(body);
            }
        );

    public static FakeAnswer Authenticate(string authenticator) =>
        new(Opcode.Authenticate, body => body.String(authenticator));

    public static FakeAnswer AuthSuccess { get; } = new(Opcode.AuthSuccess, body => body.Bytes([]));

    public static FakeAnswer Unprepared(byte[] id) =>
        Error(0x2500, "What is that?", body => body.ShortBytes(id));

    /// <summary>The keyspace was taken.</summary>
    public static FakeAnswer Use(string keyspace) =>
        new(
            Opcode.Result,
            body =>
            {
                body.Int(3);
                body.String(keyspace);
            }
        );

    /// <summary>A prepared statement with markers for texts and of unknown result.</summary>
    public static FakeAnswer Prepared(byte[] id, int markers, byte version) =>
        new(
            Opcode.Result,
            body =>
            {
                body.Int(4);
                body.ShortBytes(id);
                body.Int(1);
                body.Int(markers);
                if (version >= 4)
                {
                    body.Int(0);
                }
                WriteColumns(body, [.. Enumerable.Repeat(("value", Text), markers)]);
                body.Int(4);
                body.Int(0);
            }
        );

    public static FakeAnswer Rows(
        IReadOnlyList<(string Name, CqlType Type)> columns,
        IEnumerable<IReadOnlyList<object?>> rows
    ) => new(Opcode.Result, body => WriteRows(body, columns, [.. rows]));

    /// <summary>One row with one text.</summary>
    public static FakeAnswer Row(string text) =>
        Rows(
            [("text", Text)],
            [
                [text],
            ]
        );

    private static FakeAnswer Of(Opcode opcode) => new(opcode, _ => { });

    private static void WriteRows(
        BodyWriter body,
        IReadOnlyList<(string Name, CqlType Type)> columns,
        IReadOnlyList<IReadOnlyList<object?>> rows
    )
    {
        body.Int(2);
        // One table for all columns.
        body.Int(1);
        body.Int(columns.Count);
        WriteColumns(body, columns);
        body.Int(rows.Count);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                body.Bytes(Codec.Encode(row[i], columns[i].Type));
            }
        }
    }

    private static void WriteColumns(
        BodyWriter body,
        IReadOnlyList<(string Name, CqlType Type)> columns
    )
    {
        if (columns.Count == 0)
        {
            return;
        }
        body.String("keyspace");
        body.String("table");
        foreach (var (name, type) in columns)
        {
            body.String(name);
            WriteType(body, type);
        }
    }

    private static void WriteType(BodyWriter body, CqlType type)
    {
        body.Short((int)type.Code);
        if (type.Key is not null)
        {
            WriteType(body, type.Key);
        }
        if (type.Element is not null)
        {
            WriteType(body, type.Element);
        }
    }
}
