namespace CollabWiki.Core.Nodes;

/// <summary>A node that runs now.</summary>
/// <param name="Name">The machine's name and the process id.</param>
/// <param name="Wire">What it hears messages over beside the board: "redis", or empty.</param>
public sealed record NodeInfo(NodeId Id, string Name, DateTimeOffset StartedAt, string Wire);
