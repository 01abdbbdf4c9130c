namespace CollabWiki.Core.Nodes;

/// <summary>Where nodes find each other and leave messages; in the store, so that it needs nothing else.</summary>
public interface INodeBoard
{
    /// <summary>Says that a node runs; it counts as gone when <paramref name="lifetime"/> passes without another word.</summary>
    Task AnnounceAsync(NodeInfo node, TimeSpan lifetime, CancellationToken ct);

    /// <summary>A node stops.</summary>
    Task WithdrawAsync(NodeId node, CancellationToken ct);

    /// <summary>The nodes that run now, in no order.</summary>
    Task<IReadOnlyList<NodeInfo>> ListAsync(CancellationToken ct);

    /// <summary>Posts messages; they stay for a minute at least.</summary>
    Task PostAsync(IReadOnlyList<PostedMessage> messages, CancellationToken ct);

    /// <summary>What was posted at or after a time, oldest first as far as the nodes' clocks agree. Times more than a minute ago may find nothing.</summary>
    Task<IReadOnlyList<PostedMessage>> ReadAsync(DateTimeOffset since, CancellationToken ct);
}
