using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Cassandra;
using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>What the server's own tables say: of the keyspace and its tables, in Cassandra 2 and from 3.0 on, of the ring, and of a node's caches.</summary>
internal sealed class CassandraCatalog(CassandraDatabase database)
{
    private static readonly System.Version First = new(3, 0);

    private string Keyspace => database.Options.Keyspace;

    // The nodes of a cluster that is being upgraded may differ: what the oldest one has.
    private bool IsOld => database.Reached!.AllHosts().Any(host => host.CassandraVersion < First);

    /// <summary>Null when the keyspace isn't there.</summary>
    public async Task<Replication?> FindReplicationAsync(CancellationToken ct)
    {
        if (!IsOld)
        {
            var rows = await database.AskNodeAsync(
                "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?",
                ct,
                Keyspace
            );
            return
                rows.FirstOrDefault()?.GetValue<IDictionary<string, string>>("replication")
                    is { } options
                ? Replication.Of(options["class"], options)
                : null;
        }
        var old = await database.AskNodeAsync(
            "SELECT strategy_class, strategy_options FROM system.schema_keyspaces WHERE keyspace_name = ?",
            ct,
            Keyspace
        );
        return old.FirstOrDefault() is { } row
            ? Replication.Of(
                row.GetValue<string>("strategy_class"),
                Json(row.GetValue<string>("strategy_options"))
            )
            : null;
    }

    /// <summary>The keyspace's tables by name.</summary>
    public async Task<ImmutableArray<StoreTable>> ReadTablesAsync(CancellationToken ct)
    {
        var wanted = WantedTables.Of(database.Options);
        var tables = IsOld ? await ReadOldTablesAsync(ct) : await ReadNewTablesAsync(ct);
        return
        [
            .. tables
                .Select(table =>
                {
                    var wish = wanted.GetValueOrDefault(table.Name, new WantedTable("", ""));
                    return new StoreTable(
                        table.Name,
                        table.Caching,
                        wish.Caching,
                        table.Compaction,
                        wish.Compaction
                    );
                })
                .OrderBy(table => table.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The tokens of the node that answers, or of all the others.</summary>
    public async Task<IReadOnlyList<(IPAddress Node, ImmutableArray<long> Tokens)>> ReadTokensAsync(
        bool ofOthers,
        CancellationToken ct
    )
    {
        var rows = await database.AskNodeAsync(
            ofOthers
                ? "SELECT peer, rpc_address, tokens FROM system.peers"
                : "SELECT tokens FROM system.local WHERE key = 'local'",
            ct
        );
        var self = rows.Info.QueriedHost.Address;
        return
        [
            .. rows.Where(row => !row.IsNull("tokens"))
                .Select(row => (ofOthers ? AddressOf(row) : self, Tokens(row))),
        ];
    }

    /// <summary>The caches of the node that answers; it is on Cassandra 4.0 at least.</summary>
    public async Task<(IPEndPoint Node, ImmutableArray<StoreCache> Caches)> ReadCachesAsync(
        CancellationToken ct
    )
    {
        var rows = await database.AskNodeAsync(
            "SELECT name, size_bytes, capacity_bytes, request_count, hit_ratio FROM system_views.caches",
            ct
        );
        return (
            rows.Info.QueriedHost,
            [.. rows.Select(Cache).OrderBy(cache => cache.Name, StringComparer.Ordinal)]
        );
    }

    private async Task<List<(string Name, string Caching, string Compaction)>> ReadNewTablesAsync(
        CancellationToken ct
    )
    {
        var rows = await database.AskNodeAsync(
            "SELECT table_name, caching, compaction FROM system_schema.tables WHERE keyspace_name = ?",
            ct,
            Keyspace
        );
        return
        [
            .. rows.Select(row =>
                (
                    row.GetValue<string>("table_name"),
                    TableOptions.Caching(row.GetValue<IDictionary<string, string>>("caching")),
                    TableOptions.Compaction(row.GetValue<IDictionary<string, string>>("compaction"))
                )
            ),
        ];
    }

    private async Task<List<(string Name, string Caching, string Compaction)>> ReadOldTablesAsync(
        CancellationToken ct
    )
    {
        var rows = await database.AskNodeAsync(
            "SELECT columnfamily_name, caching, compaction_strategy_class, compaction_strategy_options FROM system.schema_columnfamilies WHERE keyspace_name = ?",
            ct,
            Keyspace
        );
        return
        [
            .. rows.Select(row =>
                (
                    row.GetValue<string>("columnfamily_name"),
                    TableOptions.Caching(Json(row.GetValue<string>("caching"))),
                    TableOptions.Compaction(
                        Json(row.GetValue<string>("compaction_strategy_options"))
                            .Append(new("class", row.GetValue<string>("compaction_strategy_class")))
                    )
                )
            ),
        ];
    }

    private static StoreCache Cache(Row row)
    {
        var requests = row.GetValue<long>("request_count");
        return new StoreCache(
            row.GetValue<string>("name"),
            row.GetValue<long>("size_bytes"),
            row.GetValue<long>("capacity_bytes"),
            requests,
            // "Not a number" before the first request.
            requests > 0
                ? row.GetValue<double>("hit_ratio")
                : null
        );
    }

    private static IPAddress AddressOf(Row row)
    {
        var address = row.GetValue<IPAddress?>("rpc_address");
        return address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? row.GetValue<IPAddress>("peer")
            : address;
    }

    // Those of another partitioner than Murmur3 aren't numbers of this size; then no share can be told.
    private static ImmutableArray<long> Tokens(Row row) =>
        [
            .. row.GetValue<IEnumerable<string>>("tokens")
                .Select(text =>
                    long.TryParse(
                        text,
                        System.Globalization.NumberStyles.AllowLeadingSign,
                        System.Globalization.CultureInfo.InvariantCulture,
                        out var token
                    )
                        ? (long?)token
                        : null
                )
                .OfType<long>(),
        ];

    private static Dictionary<string, string> Json(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
}
