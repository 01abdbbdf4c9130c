namespace CollabWiki.Core.Nodes;

/// <summary>Hears what other nodes say about some topics. Called for one message after the other: what takes long is put aside.</summary>
public interface INodeListener
{
    IReadOnlyList<string> Topics { get; }

    Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct);
}
