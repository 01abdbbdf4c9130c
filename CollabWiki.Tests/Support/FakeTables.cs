using System.Net;
using Cassandra.Values;
using TypeCode = Cassandra.Values.TypeCode;

namespace CollabWiki.Tests.Support;

/// <summary>The tables of a node that a client reads when it connects: as they are from Cassandra 3.0 on, or before.</summary>
internal sealed class FakeTables(IPAddress self)
{
    private static readonly CqlType Texts = new(TypeCode.Set, FakeAnswer.Text);
    private static readonly CqlType Options = new(TypeCode.Map, FakeAnswer.Text, FakeAnswer.Text);
    private static readonly CqlType Inet = new(TypeCode.Inet);
    private static readonly Guid Schema = new("5ca1ab1e-0000-4000-8000-000000000000");

    public string Version { get; set; } = "4.1.3";

    /// <summary>The other nodes.</summary>
    public IReadOnlyList<IPAddress> Peers { get; set; } = [];

    /// <summary>More tables, by their names.</summary>
    public Dictionary<string, IReadOnlyList<Dictionary<string, (CqlType, object?)>>> More { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The answer to "SELECT columns FROM table …"; null for a table that isn't here.</summary>
    public FakeAnswer? Find(string query)
    {
        var words = query.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var from = Array.IndexOf(words, "FROM");
        if (from < 0 || RowsOf(words[from + 1]) is not { } rows)
        {
            return null;
        }
        var names = words[1..from];
        var columns = names.Select(name => (name, rows.Count > 0 ? rows[0][name].Item1 : Inet));
        return FakeAnswer.Rows(
            [.. columns],
            rows.Select(row => names.Select(name => row[name].Item2).ToArray())
        );
    }

    private IReadOnlyList<Dictionary<string, (CqlType, object?)>>? RowsOf(string table) =>
        table switch
        {
            "system.local" => [Node(self)],
            "system.peers" => [.. Peers.Select(Node)],
            "system_schema.keyspaces" => [Keyspace],
            _ => More.GetValueOrDefault(table),
        };

    private static Dictionary<string, (CqlType, object?)> Keyspace { get; } =
        new(StringComparer.Ordinal)
        {
            ["keyspace_name"] = (FakeAnswer.Text, "wiki"),
            ["replication"] = (
                Options,
                new Dictionary<string, string>
                {
                    ["class"] = "org.apache.cassandra.locator.SimpleStrategy",
                    ["replication_factor"] = "1",
                }
            ),
        };

    private Dictionary<string, (CqlType, object?)> Node(IPAddress address) =>
        new(StringComparer.Ordinal)
        {
            ["key"] = (FakeAnswer.Text, "local"),
            ["cluster_name"] = (FakeAnswer.Text, "fake"),
            ["peer"] = (Inet, address),
            ["rpc_address"] = (Inet, address),
            ["data_center"] = (FakeAnswer.Text, "dc1"),
            ["rack"] = (FakeAnswer.Text, "rack1"),
            ["release_version"] = (FakeAnswer.Text, Version),
            ["schema_version"] = (new CqlType(TypeCode.Uuid), Schema),
            // Nodes 1 and 2 each have half of the ring.
            ["tokens"] = (
                Texts,
                new[] { address.GetAddressBytes()[3] == 1 ? $"{long.MinValue}" : "0" }
            ),
        };
}
