using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cassandra;

/// <summary>What a cluster was built with.</summary>
public sealed class Configuration
{
    internal Configuration() { }

    public SocketOptions SocketOptions { get; internal init; } = new();

    public PoolingOptions PoolingOptions { get; internal init; } = new();

    public QueryOptions QueryOptions { get; internal init; } = new();

    internal SSLOptions? SslOptions { get; init; }

    internal PlainCredentials? Credentials { get; init; }

    internal ILoadBalancingPolicy LoadBalancingPolicy { get; init; } =
        new TokenAwarePolicy(new DCAwareRoundRobinPolicy());

    internal IRetryPolicy RetryPolicy { get; init; } = new DefaultRetryPolicy();

    internal IReconnectionPolicy ReconnectionPolicy { get; init; } =
        new ExponentialReconnectionPolicy(1_000, 600_000);

    internal byte MaxProtocolVersion { get; init; } = (byte)ProtocolVersion.V4;
}

internal sealed record PlainCredentials(string User, string Password)
{
    /// <summary>RFC 4616: no authorisation identity, the user, the password, each after a zero.</summary>
    public byte[] ToSaslPlain() => Encoding.UTF8.GetBytes($"\0{User}\0{Password}");
}

/// <summary>What holds for statements that say nothing themselves.</summary>
public sealed class QueryOptions
{
    private ConsistencyLevel level = ConsistencyLevel.LocalOne;
    private ConsistencyLevel serialLevel = ConsistencyLevel.Serial;
    private int pageSize = 5000;
    private bool idempotent;

    public QueryOptions SetConsistencyLevel(ConsistencyLevel consistencyLevel)
    {
        level = consistencyLevel;
        return this;
    }

    public ConsistencyLevel GetConsistencyLevel() => level;

    public QueryOptions SetSerialConsistencyLevel(ConsistencyLevel consistencyLevel)
    {
        serialLevel = consistencyLevel;
        return this;
    }

    public ConsistencyLevel GetSerialConsistencyLevel() => serialLevel;

    /// <summary>Rows a page.</summary>
    public QueryOptions SetPageSize(int rows)
    {
        pageSize = rows;
        return this;
    }

    public int GetPageSize() => pageSize;

    public QueryOptions SetDefaultIdempotence(bool value)
    {
        idempotent = value;
        return this;
    }

    public bool GetDefaultIdempotence() => idempotent;
}

/// <summary>Times in milliseconds.</summary>
public sealed class SocketOptions
{
    public int ConnectTimeoutMillis { get; private set; } = 5000;

    /// <summary>For each try of a request.</summary>
    public int ReadTimeoutMillis { get; private set; } = 12000;

    public bool? TcpNoDelay { get; private set; } = true;

    public bool? KeepAlive { get; private set; } = true;

    public SocketOptions SetConnectTimeoutMillis(int timeout)
    {
        ConnectTimeoutMillis = timeout;
        return this;
    }

    public SocketOptions SetReadTimeoutMillis(int timeout)
    {
        ReadTimeoutMillis = timeout;
        return this;
    }

    public SocketOptions SetTcpNoDelay(bool on)
    {
        TcpNoDelay = on;
        return this;
    }

    public SocketOptions SetKeepAlive(bool on)
    {
        KeepAlive = on;
        return this;
    }
}

/// <summary>How many connections, with how many requests at once.</summary>
public sealed class PoolingOptions
{
    private PoolingOptions(int connections) => CoreConnectionsPerHost = connections;

    internal PoolingOptions()
        : this(1) { }

    internal int CoreConnectionsPerHost { get; private set; }

    internal int MaxRequestsPerConnection { get; private set; } = 2048;

    internal int HeartBeatInterval { get; private set; } = 30_000;

    public static PoolingOptions Create() => new(1);

    /// <summary>Connections to each local host; remote ones aren't used.</summary>
    public PoolingOptions SetCoreConnectionsPerHost(HostDistance distance, int connections)
    {
        if (distance == HostDistance.Local)
        {
            CoreConnectionsPerHost = connections;
        }
        return this;
    }

    public PoolingOptions SetMaxRequestsPerConnection(int requests)
    {
        MaxRequestsPerConnection = requests;
        return this;
    }

    /// <summary>Milliseconds of quiet after which a connection is asked for a sign of life; 0: never.</summary>
    public PoolingOptions SetHeartBeatInterval(int millis)
    {
        HeartBeatInterval = millis;
        return this;
    }
}

/// <summary>How connections are encrypted.</summary>
public sealed class SSLOptions(
    SslProtocols sslProtocol,
    bool checkCertificateRevocation,
    RemoteCertificateValidationCallback? remoteCertValidationCallback
)
{
    /// <summary>The system's protocols, and certificates that the system trusts.</summary>
    public SSLOptions()
        : this(SslProtocols.None, false, null) { }

    public SslProtocols SslProtocol => sslProtocol;

    public bool CheckCertificateRevocation => checkCertificateRevocation;

    public RemoteCertificateValidationCallback? RemoteCertValidationCallback =>
        remoteCertValidationCallback;

    public X509CertificateCollection CertificateCollection { get; private set; } = [];

    internal Func<System.Net.IPAddress, string> HostNameResolver { get; private set; } =
        address => address.ToString();

    /// <summary>The client's own certificates.</summary>
    public SSLOptions SetCertificateCollection(X509CertificateCollection certificates)
    {
        CertificateCollection = certificates;
        return this;
    }

    /// <summary>The name that a host's certificate must have.</summary>
    public SSLOptions SetHostNameResolver(Func<System.Net.IPAddress, string> resolver)
    {
        HostNameResolver = resolver;
        return this;
    }
}
