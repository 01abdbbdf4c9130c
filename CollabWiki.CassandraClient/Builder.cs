using System.Net;

namespace Cassandra;

/// <summary>Gathers what a cluster is to be reached with.</summary>
public sealed class Builder
{
    private readonly List<object> contactPoints = [];
    private int port = 9042;
    private string? keyspace;
    private PlainCredentials? credentials;
    private SSLOptions? ssl;
    private ILoadBalancingPolicy? loadBalancing;
    private IRetryPolicy? retry;
    private IReconnectionPolicy? reconnection;
    private QueryOptions query = new();
    private PoolingOptions pooling = new();
    private SocketOptions socket = new();
    private byte maxProtocol = (byte)ProtocolVersion.V4;

    internal Builder() { }

    /// <summary>A name, or an address, of a host; all that a name has are tried.</summary>
    public Builder AddContactPoint(string address)
    {
        contactPoints.Add(address);
        return this;
    }

    public Builder AddContactPoint(IPAddress address)
    {
        contactPoints.Add(address);
        return this;
    }

    public Builder AddContactPoint(IPEndPoint address)
    {
        contactPoints.Add(address);
        return this;
    }

    public Builder AddContactPoints(params string[] addresses)
    {
        contactPoints.AddRange(addresses);
        return this;
    }

    public Builder AddContactPoints(params IPEndPoint[] addresses)
    {
        contactPoints.AddRange(addresses);
        return this;
    }

    /// <summary>The port of contact points that name none, and of the hosts found by them.</summary>
    public Builder WithPort(int port)
    {
        this.port = port;
        return this;
    }

    public Builder WithDefaultKeyspace(string keyspace)
    {
        this.keyspace = keyspace;
        return this;
    }

    public Builder WithCredentials(string username, string password)
    {
        credentials = new PlainCredentials(username, password);
        return this;
    }

    public Builder WithSSL() => WithSSL(new SSLOptions());

    public Builder WithSSL(SSLOptions sslOptions)
    {
        ssl = sslOptions;
        return this;
    }

    public Builder WithLoadBalancingPolicy(ILoadBalancingPolicy policy)
    {
        loadBalancing = policy;
        return this;
    }

    public Builder WithRetryPolicy(IRetryPolicy policy)
    {
        retry = policy;
        return this;
    }

    public Builder WithReconnectionPolicy(IReconnectionPolicy policy)
    {
        reconnection = policy;
        return this;
    }

    public Builder WithQueryOptions(QueryOptions options)
    {
        query = options;
        return this;
    }

    public Builder WithPoolingOptions(PoolingOptions options)
    {
        pooling = options;
        return this;
    }

    public Builder WithSocketOptions(SocketOptions options)
    {
        socket = options;
        return this;
    }

    /// <summary>The protocol to begin with; where a server doesn't speak it the older one is tried.</summary>
    public Builder WithMaxProtocolVersion(ProtocolVersion version)
    {
        maxProtocol = (byte)version;
        return this;
    }

    /// <exception cref="ArgumentException">No contact point was given.</exception>
    public Cluster Build()
    {
        if (contactPoints.Count == 0)
        {
            throw new ArgumentException("A cluster needs a contact point.");
        }
        var defaults = new Configuration();
        return new Cluster(
            contactPoints,
            port,
            keyspace,
            new Configuration
            {
                SocketOptions = socket,
                PoolingOptions = pooling,
                QueryOptions = query,
                SslOptions = ssl,
                Credentials = credentials,
                LoadBalancingPolicy = loadBalancing ?? defaults.LoadBalancingPolicy,
                RetryPolicy = retry ?? defaults.RetryPolicy,
                ReconnectionPolicy = reconnection ?? defaults.ReconnectionPolicy,
                MaxProtocolVersion = maxProtocol,
            }
        );
    }
}
