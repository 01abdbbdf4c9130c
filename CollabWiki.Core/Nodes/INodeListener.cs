namespace CollabWiki.Core.Nodes;

/// <summary>Hears what other nodes say about one topic. Called for one message after the other: what takes long is put aside.</summary>
public interface INodeListener
{
    string Topic { get; }

    Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct);
}
