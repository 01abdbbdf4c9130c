using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cassandra;
using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The cluster as this app node sees it, and as its own tables say.</summary>
public sealed class CassandraStatus(CassandraDatabase database) : IStoreStatus
{
    private static readonly System.Version WithViews = new(4, 0);

    private readonly CassandraCatalog catalog = new(database);

    // What single nodes told of themselves, at different times.
    private readonly ConcurrentDictionary<IPAddress, ImmutableArray<long>> tokens = new();
    private readonly ConcurrentDictionary<IPEndPoint, ImmutableArray<StoreCache>> caches = new();

    public async Task<StoreStatus> ReadAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var seen = new ClusterStatus
        {
            Keyspace = database.Options.Keyspace,
            Consistency = CassandraDatabase.Consistency,
            SerialConsistency = CassandraDatabase.SerialConsistency,
        };
        Replication? replication = null;
        try
        {
            seen = seen with { Schema = await ReadSchemaAsync(ct) };
            replication = await catalog.FindReplicationAsync(ct);
            seen = seen with
            {
                Replication = replication?.ToString() ?? "",
                Tables = await catalog.ReadTablesAsync(ct),
            };
            await ReadTokensAsync(ct);
            await ReadCachesAsync(ct);
        }
        catch (Exception failure)
            when (failure is DriverException or SocketException or IOException)
        {
            seen = seen with { Trouble = failure.Message };
        }
        return WithNodes(seen, replication);
    }

    private async Task<int> ReadSchemaAsync(CancellationToken ct)
    {
        var row = await database.FindAsync(
            "SELECT value FROM setting WHERE name = ?",
            ct,
            "schema"
        );
        return int.TryParse(
            row?.GetValue<string>("value"),
            CultureInfo.InvariantCulture,
            out var schema
        )
            ? schema
            : 0;
    }

    /// <summary>Asks one node for the others' tokens, and node after node for its own until none is missing.</summary>
    private async Task ReadTokensAsync(CancellationToken ct)
    {
        Keep(await catalog.ReadTokensAsync(ofOthers: true, ct));
        var hosts = database.Reached!.AllHosts();
        for (var asked = 0; asked < hosts.Count; asked++)
        {
            Keep(await catalog.ReadTokensAsync(ofOthers: false, ct));
            if (hosts.All(host => tokens.ContainsKey(host.Address.Address)))
            {
                return;
            }
        }

        void Keep(IEnumerable<(IPAddress Node, ImmutableArray<long> Tokens)> told)
        {
            foreach (var (node, its) in told)
            {
                tokens[node] = its;
            }
        }
    }

    /// <summary>As many requests as there are nodes: they go round, so that each is asked, but for other requests between them.</summary>
    private async Task ReadCachesAsync(CancellationToken ct)
    {
        var left = TellsCaches() ? database.Reached!.AllHosts().Count : 0;
        for (; left > 0; left--)
        {
            var (node, its) = await catalog.ReadCachesAsync(ct);
            caches[node] = its;
        }
    }

    private bool TellsCaches() =>
        database.Reached is { } cluster
        && cluster.AllHosts() is { Count: > 0 } hosts
        && hosts.All(host => host.CassandraVersion >= WithViews);

    private ClusterStatus WithNodes(ClusterStatus seen, Replication? replication)
    {
        var hosts = database.Reached?.AllHosts() ?? [];
        var shares = Shares(hosts, replication);
        return seen with
        {
            Name = database.Reached?.Metadata.ClusterName ?? "",
            Resent = database.Meter.Resent,
            Failed = database.Meter.Failed,
            TellsCaches = TellsCaches(),
            Nodes =
            [
                .. hosts
                    .Select(host => Node(host, shares))
                    .OrderBy(node => node.Datacenter, StringComparer.Ordinal)
                    .ThenBy(node => node.Address, StringComparer.Ordinal),
            ],
        };
    }

    private IReadOnlyDictionary<string, double> Shares(
        ICollection<Host> hosts,
        Replication? replication
    )
    {
        var places = hosts
            .Select(host => new RingNode(
                host.Address.ToString(),
                host.Datacenter ?? "",
                host.Rack ?? "",
                tokens.GetValueOrDefault(host.Address.Address, [])
            ))
            .ToList();
        // With a node missing the others would seem to have its part.
        return replication is null || places.Any(place => place.Tokens.IsEmpty)
            ? ImmutableDictionary<string, double>.Empty
            : RingShares.Of(places, replication);
    }

    private StoreNode Node(Host host, IReadOnlyDictionary<string, double> shares)
    {
        var figures = database.Meter.Of(host.Address);
        var address = host.Address.ToString();
        return new StoreNode
        {
            Address = address,
            Datacenter = host.Datacenter ?? "",
            Rack = host.Rack ?? "",
            Release = host.CassandraVersion?.ToString() ?? "",
            IsUp = host.IsUp,
            Tokens = tokens.TryGetValue(host.Address.Address, out var its) ? its.Length : null,
            Share = shares.TryGetValue(address, out var share) ? share : null,
            Requests = figures.Requests,
            Errors = figures.Errors,
            Median = figures.Within(0.5),
            Slowest = figures.Within(0.99),
            Caches = caches.GetValueOrDefault(host.Address, []),
        };
    }
}
