namespace Cassandra;

/// <summary>How near a host is.</summary>
public enum HostDistance
{
    Local,
    Remote,
    Ignored,
}

/// <summary>Says which hosts a request may go to, and in which order.</summary>
public interface ILoadBalancingPolicy
{
    void Initialize(ICluster cluster);

    HostDistance Distance(Host host);

    IEnumerable<Host> NewQueryPlan(string? keyspace, IStatement? query);
}

/// <summary>All hosts, each request beginning at the next one.</summary>
public sealed class RoundRobinPolicy : ILoadBalancingPolicy
{
    private ICluster? cluster;
    private int turn;

    public void Initialize(ICluster cluster) => this.cluster = cluster;

    public HostDistance Distance(Host host) => HostDistance.Local;

    public IEnumerable<Host> NewQueryPlan(string? keyspace, IStatement? query) =>
        Plans.From([.. cluster!.AllHosts()], Interlocked.Increment(ref turn));
}

/// <summary>The hosts of one data centre, each request beginning at the next one. Without a name it is the centre of the first host that was reached.</summary>
public sealed class DCAwareRoundRobinPolicy(string? localDc = null) : ILoadBalancingPolicy
{
    private ICluster? cluster;
    private string? local = localDc;
    private int turn;

    public void Initialize(ICluster cluster)
    {
        this.cluster = cluster;
        local ??= cluster.AllHosts().Select(host => host.Datacenter).FirstOrDefault();
    }

    public HostDistance Distance(Host host) =>
        host.Datacenter is null || host.Datacenter == local
            ? HostDistance.Local
            : HostDistance.Ignored;

    public IEnumerable<Host> NewQueryPlan(string? keyspace, IStatement? query) =>
        Plans.From(
            [.. cluster!.AllHosts().Where(host => Distance(host) == HostDistance.Local)],
            Interlocked.Increment(ref turn)
        );
}

/// <summary>The local replicas of what is asked for, from a random one on; then the child's plan.</summary>
public sealed class TokenAwarePolicy(ILoadBalancingPolicy childPolicy) : ILoadBalancingPolicy
{
    private ICluster? cluster;

    public void Initialize(ICluster cluster)
    {
        this.cluster = cluster;
        childPolicy.Initialize(cluster);
    }

    public HostDistance Distance(Host host) => childPolicy.Distance(host);

    public IEnumerable<Host> NewQueryPlan(string? keyspace, IStatement? query)
    {
        var others = childPolicy.NewQueryPlan(keyspace, query);
        if (query?.RoutingKey is not { } key || keyspace is null)
        {
            return others;
        }
        var replicas = cluster!
            .GetReplicas(keyspace, key.RawRoutingKey)
            .Where(host => childPolicy.Distance(host) == HostDistance.Local)
            .ToArray();
        var first = Plans
            .From(replicas, Random.Shared.Next(Math.Max(1, replicas.Length)))
            .ToArray();
        return first.Concat(others.Where(host => !first.Contains(host)));
    }
}

internal static class Plans
{
    /// <summary>All hosts, beginning at a place; those that seem down last, because that may be out of date.</summary>
    public static IEnumerable<Host> From(Host[] hosts, int start)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < hosts.Length; i++)
            {
                var host = hosts[(int)((uint)(start + i) % (uint)hosts.Length)];
                if (host.IsUp == (pass == 0))
                {
                    yield return host;
                }
            }
        }
    }
}
