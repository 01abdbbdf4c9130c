namespace CollabWiki.Core.Nodes;

/// <summary>Lets one node of many do a piece of background work.</summary>
public interface IClaimStore
{
    /// <summary>Claims work for a while; true also when this node has it already, and then the time begins anew. False: another node has it.</summary>
    Task<bool> TryClaimAsync(string work, NodeId node, TimeSpan lifetime, CancellationToken ct);

    /// <summary>Gives a claim back before its time; nothing happens when another node has it.</summary>
    Task ReleaseAsync(string work, NodeId node, CancellationToken ct);
}
