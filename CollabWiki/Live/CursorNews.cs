using System.Text.Json;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.SignalR;

namespace CollabWiki.Live;

/// <summary>Cursors of people on one node, for those on another. Of those of one editor that wait, only the newest is sent.</summary>
internal sealed class CursorNews(NodeLink nodes, IHubContext<LiveHub> hub) : INodeListener
{
    private const string Topic = "cursor";

    public IReadOnlyList<string> Topics => [Topic];

    public void Tell(CursorEvent moved) =>
        nodes.Tell(
            new NodeMessage(Topic, $"{moved.Page}/{moved.Client}", JsonSerializer.Serialize(moved))
        );

    public async Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct)
    {
        if (
            JsonSerializer.Deserialize<CursorEvent>(message.Body) is { } moved
            && PageId.TryParse(moved.Page, out var page)
        )
        {
            await hub.Clients.Group(HubAudience.GroupOf(page)).SendAsync("cursor", moved, ct);
        }
    }
}
