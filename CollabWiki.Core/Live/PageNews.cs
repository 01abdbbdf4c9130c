using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>Tells other nodes that a page has a new version, or came to another place or into the trash.</summary>
public sealed class PageNews(NodeLink nodes) : IPageEventHandler
{
    /// <summary>The subject is the page.</summary>
    public const string Topic = "page";

    public Task HandleAsync(PageEvent happened, CancellationToken ct)
    {
        nodes.Tell(new NodeMessage(Topic, happened.Page.ToString()));
        return Task.CompletedTask;
    }
}
