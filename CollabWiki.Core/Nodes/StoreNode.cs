using System.Collections.Immutable;

namespace CollabWiki.Core.Nodes;

/// <summary>A node of the cluster that the data are on.</summary>
public sealed record StoreNode
{
    /// <summary>Address and port.</summary>
    public required string Address { get; init; }

    /// <summary>The data centre; empty when not known.</summary>
    public string Datacenter { get; init; } = "";

    public string Rack { get; init; } = "";

    /// <summary>The release it runs; empty when not known.</summary>
    public string Release { get; init; } = "";

    /// <summary>As this app node sees it.</summary>
    public bool IsUp { get; init; }

    /// <summary>How many parts of the ring it has; null when not known.</summary>
    public int? Tokens { get; init; }

    /// <summary>The share of all data of which it has a copy, 0 to 1; null when not known.</summary>
    public double? Share { get; init; }

    /// <summary>What this app node asked of it since the start.</summary>
    public long Requests { get; init; }

    /// <summary>How many of those failed.</summary>
    public long Errors { get; init; }

    /// <summary>Of the last requests, half were answered in this time; null before the first.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>Of the last requests, 99 in a hundred were answered in this time; null before the first.</summary>
    public TimeSpan? Slowest { get; init; }

    /// <summary>Empty when it doesn't tell, or wasn't asked yet.</summary>
    public ImmutableArray<StoreCache> Caches { get; init; } = [];
}

/// <summary>A cache of a node.</summary>
/// <param name="Bytes">Size.</param>
/// <param name="CapacityBytes">Size at most; 0: switched off.</param>
/// <param name="Requests">Since the node's start.</param>
/// <param name="HitRatio">0 to 1; null without requests.</param>
public sealed record StoreCache(
    string Name,
    long Bytes,
    long CapacityBytes,
    long Requests,
    double? HitRatio
);
