namespace CollabWiki.Core.Nodes;

/// <summary>A node that runs now.</summary>
/// <param name="Name">The machine's name and the process id.</param>
public sealed record NodeInfo(NodeId Id, string Name, DateTimeOffset StartedAt);
