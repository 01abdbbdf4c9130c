using System.Text;
using Cassandra.Protocol;
using Cassandra.Values;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using TypeCode = Cassandra.Values.TypeCode;

namespace CollabWiki.Tests.Stores;

/// <summary>What is told of a cluster on Cassandra 4.1, whose tables of itself are others than those of 2.1: on two nodes that answer as it does.</summary>
[Trait("layer", "unit")]
public sealed class NewerCassandraTests : IAsyncLifetime
{
    private static readonly CqlType Options = new(TypeCode.Map, FakeAnswer.Text, FakeAnswer.Text);
    private static readonly CqlType Long = new(TypeCode.BigInt);

    private readonly FakeCassandra first;
    private readonly FakeCassandra second;
    private readonly CassandraDatabase database;

    public NewerCassandraTests()
    {
        (first, second) = FakeCassandra.StartTwo();
        foreach (var node in new[] { first, second })
        {
            node.Tables.More["system_schema.tables"] = [Table("version"), Table("mine")];
            node.Tables.More["system_views.caches"] = [Cache("rows", 0, double.NaN)];
            node.Script = AnswerAsWiki();
        }
        second.Tables.More["system_views.caches"] = [Cache("keys", 8, 0.75)];
        database = new CassandraDatabase(
            new CassandraOptions
            {
                ContactPoints = [$"{first.Address.Address}"],
                Port = first.Address.Port,
                Keyspace = "wiki",
            },
            NullLogger<CassandraDatabase>.Instance
        );
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_share_the_ring_and_tables_are_read_where_they_are_now()
    {
        var status = Assert.IsType<ClusterStatus>(
            await new CassandraStatus(database).ReadAsync(default)
        );

        Assert.Equal(("", "fake", "1 copy"), (status.Trouble, status.Name, status.Replication));
        Assert.Equal([0.5, 0.5], status.Nodes.Select(node => node.Share));
        Assert.Equal(["4.1.3", "4.1.3"], status.Nodes.Select(node => node.Release));
        Assert.Equal(
            [
                new StoreTable(
                    "mine",
                    "keys ALL, rows NONE",
                    "",
                    "Leveled, sstable_size_in_mb 160",
                    ""
                ),
                new StoreTable(
                    "version",
                    "keys ALL, rows NONE",
                    "keys ALL, rows 1",
                    "Leveled, sstable_size_in_mb 160",
                    ""
                ),
            ],
            status.Tables
        );
        Assert.Equal([false, true], status.Tables.Select(table => table.Differs));
    }

    [Fact]
    public async Task Caches_come_node_by_node_and_are_kept()
    {
        var store = new CassandraStatus(database);
        ClusterStatus status;
        var looks = 0;
        do
        {
            status = Assert.IsType<ClusterStatus>(await store.ReadAsync(default));
        } while (status.Nodes.Any(node => node.Caches.IsEmpty) && ++looks < 10);

        Assert.True(status.TellsCaches);
        Assert.Equal(
            [new StoreCache("rows", 5, 10, 0, null), new StoreCache("keys", 5, 10, 8, 0.75)],
            status.Nodes.SelectMany(node => node.Caches)
        );
    }

    // The keyspace is there and up to date; first its schema is asked for, then its caching.
    private static Func<Asked, FakeAnswer> AnswerAsWiki() =>
        asked =>
        {
            var query =
                asked.Opcode == Opcode.Execute ? Encoding.UTF8.GetString(asked.Id) : asked.Query;
            return query.StartsWith("SELECT value FROM setting", StringComparison.Ordinal)
                ? FakeAnswer.Rows(
                    [("value", FakeAnswer.Text)],
                    [
                        [Setting(asked)],
                    ]
                )
                : FakeAnswer.Void;
        };

    private static string Setting(Asked asked) =>
        asked.Values.Contains("caching") ? "" : $"{CassandraMigrations.SchemaVersion}";

    private static Dictionary<string, (CqlType, object?)> Table(string name) =>
        new()
        {
            ["table_name"] = (FakeAnswer.Text, name),
            ["caching"] = (
                Options,
                new Dictionary<string, string> { ["keys"] = "ALL", ["rows_per_partition"] = "NONE" }
            ),
            ["compaction"] = (
                Options,
                new Dictionary<string, string>
                {
                    ["class"] = "org.apache.cassandra.db.compaction.LeveledCompactionStrategy",
                    ["sstable_size_in_mb"] = "160",
                    ["max_threshold"] = "32",
                }
            ),
        };

    private static Dictionary<string, (CqlType, object?)> Cache(
        string name,
        long requests,
        double ratio
    ) =>
        new()
        {
            ["name"] = (FakeAnswer.Text, name),
            ["size_bytes"] = (Long, 5L),
            ["capacity_bytes"] = (Long, 10L),
            ["request_count"] = (Long, requests),
            ["hit_ratio"] = (new CqlType(TypeCode.Double), ratio),
        };
}
