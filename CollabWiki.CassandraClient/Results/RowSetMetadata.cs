using Cassandra.Protocol;
using Cassandra.Values;

namespace Cassandra;

/// <summary>A column of an answer, or a marker of a prepared statement.</summary>
public sealed class CqlColumn
{
    public required string Keyspace { get; init; }

    public required string Table { get; init; }

    public required string Name { get; init; }

    public required int Index { get; init; }

    internal CqlType Type { get; init; } = null!;
}

/// <summary>The columns of an answer.</summary>
public sealed class RowSetMetadata
{
    private const int GlobalTable = 0x1;
    private const int MorePages = 0x2;
    private const int NoMetadata = 0x4;

    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    private RowSetMetadata(CqlColumn[] columns)
    {
        Columns = columns;
        foreach (var column in columns)
        {
            indexes.TryAdd(column.Name, column.Index);
        }
    }

    public CqlColumn[] Columns { get; }

    /// <summary>Where the next page begins; null at the last one.</summary>
    internal byte[]? PagingState { get; private init; }

    /// <summary>The place of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    internal int IndexOf(string name) =>
        indexes.TryGetValue(name, out var index)
            ? index
            : throw new ArgumentException($"The answer has no column “{name}”.", nameof(name));

    internal int? FindIndex(string name) => indexes.TryGetValue(name, out var index) ? index : null;

    /// <summary>Reads the metadata of rows.</summary>
    internal static RowSetMetadata Read(BodyReader body)
    {
        var flags = body.Int();
        var count = body.Int();
        var paging = (flags & MorePages) != 0 ? body.Bytes()?.ToArray() : null;
        var columns =
            (flags & NoMetadata) == 0
                ? ReadColumns(body, flags, count)
                : throw new ProtocolErrorException("An answer comes without its columns.");
        return new RowSetMetadata(columns) { PagingState = paging };
    }

    /// <summary>Reads the markers of a prepared statement; from protocol v4 on they come with the places of the partition key.</summary>
    internal static (RowSetMetadata Variables, int[]? RoutingIndexes) ReadVariables(
        BodyReader body,
        byte version
    )
    {
        var flags = body.Int();
        var count = body.Int();
        int[]? routing = null;
        if (version >= (byte)ProtocolVersion.V4)
        {
            routing = new int[body.Int()];
            for (var i = 0; i < routing.Length; i++)
            {
                routing[i] = body.Short();
            }
        }
        return (new RowSetMetadata(ReadColumns(body, flags, count)), routing);
    }

    private static CqlColumn[] ReadColumns(BodyReader body, int flags, int count)
    {
        var isGlobal = (flags & GlobalTable) != 0 && count > 0;
        var (keyspace, table) = isGlobal ? (body.String(), body.String()) : ("", "");
        var columns = new CqlColumn[count];
        for (var i = 0; i < count; i++)
        {
            if (!isGlobal)
            {
                (keyspace, table) = (body.String(), body.String());
            }
            columns[i] = new CqlColumn
            {
                Keyspace = keyspace,
                Table = table,
                Name = body.String(),
                Index = i,
                Type = CqlType.Read(body),
            };
        }
        return columns;
    }
}
