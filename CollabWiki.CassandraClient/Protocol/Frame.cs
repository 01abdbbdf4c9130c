namespace Cassandra.Protocol;

/// <summary>An answer or an event as it came.</summary>
internal sealed record Frame(FrameHeader Header, byte[] Body);
