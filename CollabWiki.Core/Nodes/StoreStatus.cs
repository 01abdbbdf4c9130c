using System.Collections.Immutable;

namespace CollabWiki.Core.Nodes;

/// <summary>The data store as it was a moment ago: one file, or a cluster.</summary>
public abstract record StoreStatus
{
    /// <summary>Why the store can't be reached, in words; empty when it can. What isn't known then is left out.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>The number of the newest migration that was run; 0 when it isn't known.</summary>
    public int Schema { get; init; }
}

/// <summary>A store in one file of this machine.</summary>
public sealed record FileStoreStatus : StoreStatus
{
    /// <summary>The whole path.</summary>
    public required string File { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Size of the write-ahead log beside it in bytes.</summary>
    public long LogBytes { get; init; }

    /// <summary>"wal", say.</summary>
    public string JournalMode { get; init; } = "";

    /// <summary>"full", say: when a write counts as done.</summary>
    public string Synchronous { get; init; } = "";

    public long Pages { get; init; }

    /// <summary>Pages without content.</summary>
    public long FreePages { get; init; }

    /// <summary>Size of a page in bytes.</summary>
    public long PageBytes { get; init; }
}

/// <summary>A store on several machines.</summary>
public sealed record ClusterStatus : StoreStatus
{
    /// <summary>What the cluster calls itself.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the wiki's tables are.</summary>
    public required string Keyspace { get; init; }

    /// <summary>Copies of all data in words; empty when not known.</summary>
    public string Replication { get; init; } = "";

    /// <summary>How many copies reads and writes wait for.</summary>
    public string Consistency { get; init; } = "";

    /// <summary>How many copies conditional writes ask.</summary>
    public string SerialConsistency { get; init; } = "";

    /// <summary>Conditional writes that were sent again since the start, because no answer told what came of them.</summary>
    public long Resent { get; init; }

    /// <summary>Requests that failed since the start without it being known on which node.</summary>
    public long Failed { get; init; }

    /// <summary>By address.</summary>
    public ImmutableArray<StoreNode> Nodes { get; init; } = [];

    /// <summary>By name.</summary>
    public ImmutableArray<StoreTable> Tables { get; init; } = [];

    /// <summary>Whether the nodes are new enough to tell how their caches do.</summary>
    public bool TellsCaches { get; init; }
}
