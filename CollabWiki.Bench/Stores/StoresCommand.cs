using System.CommandLine;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Core.Stores.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CollabWiki.Bench.Stores;

/// <summary><c>stores</c>: what single requests cost on SQLite and on Cassandra as a wiki grows.</summary>
internal static class StoresCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "An empty folder for SQLite's file.",
            Required = true,
        };
        var cassandra = new Option<string?>("--cassandra")
        {
            Description =
                "A node of a cluster; left out, only SQLite is measured. A new keyspace is made there.",
        };
        var pages = Number("--pages", "Pages at most; measured at 1,000, 10,000 …", 10_000);
        var versions = Number("--versions", "Versions of one page at most.", 1000);
        var command = new Command("stores", "Measures the stores as a wiki grows.")
        {
            data,
            cassandra,
            pages,
            versions,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var (most, deep) = (parsed.GetValue(pages), parsed.GetValue(versions));
                var folder = Directory.CreateDirectory(parsed.GetRequiredValue(data)).FullName;
                await using (var file = SqliteDatabase.Open(Path.Combine(folder, "bench.db")))
                {
                    await new StoreRun(Of(file), output).RunAsync(most, deep, ct);
                }
                if (parsed.GetValue(cassandra) is { } node)
                {
                    await using var cluster = Connect(node);
                    await new StoreRun(Of(cluster), output).RunAsync(most, deep, ct);
                }
                return 0;
            }
        );
        return command;
    }

    private static MeasuredStores Of(SqliteDatabase file) =>
        new(
            "SQLite",
            new SqliteSpaceStore(file),
            new SqliteTreeStore(file),
            new SqlitePageStore(file),
            new SqliteDraftLog(file),
            new SqlitePresenceStore(file, TimeProvider.System)
        );

    private static MeasuredStores Of(CassandraDatabase cluster) =>
        new(
            "Cassandra",
            new CassandraSpaceStore(cluster),
            new CassandraTreeStore(cluster),
            new CassandraPageStore(cluster),
            new CassandraDraftLog(cluster),
            new CassandraPresenceStore(cluster)
        );

    private static CassandraDatabase Connect(string node) =>
        new(
            new CassandraOptions { ContactPoints = [node], Keyspace = $"bench_{Guid.NewGuid():N}" },
            NullLogger<CassandraDatabase>.Instance
        );

    private static Option<int> Number(string name, string about, int otherwise) =>
        new(name) { Description = about, DefaultValueFactory = _ => otherwise };
}
