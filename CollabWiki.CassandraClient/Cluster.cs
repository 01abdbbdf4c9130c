using System.Net;
using Cassandra.Connections;

namespace Cassandra;

/// <summary>A cluster as it is reached from here.</summary>
public interface ICluster : IDisposable
{
    event Action<Host> HostAdded;

    event Action<Host> HostRemoved;

    Metadata Metadata { get; }

    Configuration Configuration { get; }

    ICollection<Host> AllHosts();

    Host? GetHost(IPEndPoint address);

    ICollection<Host> GetReplicas(string keyspace, byte[] partitionKey);

    /// <summary>Connects with the default keyspace.</summary>
    Task<ISession> ConnectAsync();

    /// <exception cref="NoHostAvailableException">No contact point can be reached.</exception>
    /// <exception cref="InvalidQueryException">There is no such keyspace.</exception>
    Task<ISession> ConnectAsync(string keyspace);

    Task ShutdownAsync(int timeoutMs = -1);
}

/// <summary>The cluster's hosts, found by one control connection, and the sessions on it.</summary>
public sealed class Cluster : ICluster
{
    private readonly IReadOnlyList<object> contactPoints;
    private readonly string? defaultKeyspace;
    private readonly ControlConnection control;
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly List<Session> sessions = [];
    private bool isConnected;

    internal Cluster(
        IReadOnlyList<object> contactPoints,
        int port,
        string? defaultKeyspace,
        Configuration configuration
    )
    {
        this.contactPoints = contactPoints;
        this.defaultKeyspace = defaultKeyspace;
        Configuration = configuration;
        control = new ControlConnection(Metadata, configuration, port);
        Port = port;
    }

    public event Action<Host> HostAdded
    {
        add => Metadata.HostAdded += value;
        remove => Metadata.HostAdded -= value;
    }

    public event Action<Host> HostRemoved
    {
        add => Metadata.HostRemoved += value;
        remove => Metadata.HostRemoved -= value;
    }

    public Metadata Metadata { get; } = new();

    public Configuration Configuration { get; }

    internal ControlConnection Control => control;

    private int Port { get; }

    public static Builder Builder() => new();

    public ICollection<Host> AllHosts() => Metadata.AllHosts();

    public Host? GetHost(IPEndPoint address) => Metadata.GetHost(address);

    public ICollection<Host> GetReplicas(string keyspace, byte[] partitionKey) =>
        Metadata.GetReplicas(keyspace, partitionKey);

    public Task<ISession> ConnectAsync() => ConnectAsync(defaultKeyspace ?? "");

    public async Task<ISession> ConnectAsync(string keyspace)
    {
        await connecting.WaitAsync();
        try
        {
            if (!isConnected)
            {
                await control.StartAsync(await ResolveAsync());
                Configuration.LoadBalancingPolicy.Initialize(this);
                isConnected = true;
            }
            var session = new Session(this, keyspace.Length == 0 ? null : keyspace);
            await session.CheckKeyspaceAsync();
            sessions.Add(session);
            return session;
        }
        finally
        {
            connecting.Release();
        }
    }

    public Task ShutdownAsync(int timeoutMs = -1)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var session in sessions)
        {
            session.Dispose();
        }
        control.Dispose();
    }

    private async Task<IReadOnlyList<IPEndPoint>> ResolveAsync()
    {
        var addresses = new List<IPEndPoint>();
        foreach (var point in contactPoints)
        {
            switch (point)
            {
                case IPEndPoint endPoint:
                    addresses.Add(endPoint);
                    break;
                case IPAddress address:
                    addresses.Add(new IPEndPoint(address, Port));
                    break;
                case string text when IPAddress.TryParse(text, out var address):
                    addresses.Add(new IPEndPoint(address, Port));
                    break;
                case string name:
                    addresses.AddRange(await LookUpAsync(name));
                    break;
            }
        }
        return addresses;
    }

    // A name that can't be found is like a host that is down: others may be there.
    private async Task<IEnumerable<IPEndPoint>> LookUpAsync(string name)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(name);
            return found.Select(address => new IPEndPoint(address, Port));
        }
        catch (System.Net.Sockets.SocketException)
        {
            return [];
        }
    }
}
