using System.Net;

namespace Cassandra;

/// <summary>A Cassandra node as it is known now.</summary>
public sealed class Host
{
    private volatile bool isUp = true;
    private int connections;

    internal Host(IPEndPoint address) => Address = address;

    public IPEndPoint Address { get; }

    /// <summary>Whether a session has a connection to it, or, where none tried yet, whether other hosts said so.</summary>
    public bool IsUp => isUp;

    /// <summary>Null until it was read from the system tables.</summary>
    public string? Datacenter { get; internal set; }

    public string? Rack { get; internal set; }

    public Version? CassandraVersion { get; internal set; }

    /// <summary>Where its parts of the ring end.</summary>
    internal IReadOnlyList<string> Tokens { get; set; } = [];

    /// <summary>Called after it was seen to come up.</summary>
    internal event Action<Host>? CameUp;

    internal void SetUp()
    {
        if (!isUp)
        {
            isUp = true;
            CameUp?.Invoke(this);
        }
    }

    /// <summary>What others say counts only where no connection says otherwise.</summary>
    internal void SetDown()
    {
        if (Volatile.Read(ref connections) == 0)
        {
            isUp = false;
        }
    }

    /// <summary>A session has a connection more.</summary>
    internal void Connected()
    {
        Interlocked.Increment(ref connections);
        SetUp();
    }

    /// <summary>A session has a connection less; with the last one that is lost it is down.</summary>
    /// <param name="isLost">Whether it wasn't the session that ended it.</param>
    internal void Disconnected(bool isLost)
    {
        Interlocked.Decrement(ref connections);
        if (isLost)
        {
            SetDown();
        }
    }

    public override string ToString() => Address.ToString();
}
