using System.Collections.Concurrent;
using System.Net;

namespace Cassandra;

/// <summary>What is known of the cluster: its hosts, the ring, the replication of its keyspaces.</summary>
public sealed class Metadata
{
    private readonly ConcurrentDictionary<IPEndPoint, Host> hosts = new();
    private volatile TokenRing ring = new([]);
    private volatile IReadOnlyDictionary<string, Replication> keyspaces = new Dictionary<
        string,
        Replication
    >(StringComparer.Ordinal);

    internal Metadata() { }

    public event Action<Host>? HostAdded;

    public event Action<Host>? HostRemoved;

    /// <summary>What the cluster calls itself; empty before the first connection.</summary>
    public string ClusterName { get; internal set; } = "";

    public ICollection<Host> AllHosts() => hosts.Values;

    public Host? GetHost(IPEndPoint address) => hosts.GetValueOrDefault(address);

    /// <summary>The hosts that have a partition, the ring's owner first; none when that isn't known.</summary>
    public ICollection<Host> GetReplicas(string keyspace, byte[] partitionKey) =>
        keyspaces.TryGetValue(keyspace, out var replication)
            ? [.. ring.Replicas(Murmur3.Token(partitionKey), replication)]
            : [];

    internal Host Add(IPEndPoint address)
    {
        var created = new Host(address);
        var host = hosts.GetOrAdd(address, created);
        if (ReferenceEquals(host, created))
        {
            HostAdded?.Invoke(host);
        }
        return host;
    }

    internal void Remove(Host host)
    {
        if (hosts.TryRemove(host.Address, out _))
        {
            host.SetDown();
            HostRemoved?.Invoke(host);
        }
    }

    internal void SetRing() => ring = new TokenRing(hosts.Values);

    internal void SetKeyspaces(IReadOnlyDictionary<string, Replication> found) => keyspaces = found;
}
