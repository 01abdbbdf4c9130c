using System.Net;

namespace Cassandra;

/// <summary>A Cassandra node as it is known now.</summary>
public sealed class Host
{
    private volatile bool isUp = true;

    internal Host(IPEndPoint address) => Address = address;

    public IPEndPoint Address { get; }

    /// <summary>Whether it seemed to answer when it was last heard of.</summary>
    public bool IsUp => isUp;

    /// <summary>Null until it was read from the system tables.</summary>
    public string? Datacenter { get; internal set; }

    public string? Rack { get; internal set; }

    public Version? CassandraVersion { get; internal set; }

    /// <summary>Where its parts of the ring end.</summary>
    public IReadOnlyList<string> Tokens { get; internal set; } = [];

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

    internal void SetDown() => isUp = false;

    public override string ToString() => Address.ToString();
}
