namespace CollabWiki.Core.Nodes;

/// <summary>A faster way between nodes than the board, such as Redis; it may be gone at any time.</summary>
public interface INodeWire
{
    /// <summary>What nodes that hear it announce, such as "redis"; never empty.</summary>
    string Name { get; }

    /// <summary>Whether what is sent now would be heard by the others.</summary>
    bool IsConnected { get; }

    /// <summary>Sends to all nodes, perhaps this one too; false when that failed.</summary>
    Task<bool> TrySendAsync(IReadOnlyList<PostedMessage> messages, CancellationToken ct);

    /// <summary>Hands on what comes in until <paramref name="ct"/> ends it; connects again by itself.</summary>
    Task ListenAsync(Action<PostedMessage> hear, CancellationToken ct);
}
