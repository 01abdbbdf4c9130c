namespace CollabWiki.Core.Nodes;

/// <summary>A process that works on this wiki's stores, from its start to its end: an app node, or a command.</summary>
public readonly record struct NodeId(Guid Value)
{
    public static NodeId New() => new(Guid.NewGuid());

    public override string ToString() => Value.ToString();
}
