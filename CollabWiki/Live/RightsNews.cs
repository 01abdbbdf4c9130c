using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Live;

/// <summary>
/// Changes of accounts, of spaces and of a page's place change what people may do. Those who have something open are looked at again at once:
/// on this node, and on the others by a word to them.
/// </summary>
internal sealed class RightsNews(
    NodeLink nodes,
    LiveConnections connections,
    AccountGuard guard,
    People people
) : IAccountWatcher, ISpaceWatcher, IPageEventHandler, INodeListener
{
    private const string Accounts = "account";
    private const string Spaces = "space";

    public IReadOnlyList<string> Topics => [Accounts, Spaces, PageNews.Topic];

    public void Forget(UserId id)
    {
        nodes.Tell(new NodeMessage(Accounts, id.ToString()));
        connections.CheckAll();
    }

    public void Changed(SpaceKey space)
    {
        nodes.Tell(new NodeMessage(Spaces, space.ToString()));
        connections.CheckAll();
    }

    public Task HandleAsync(PageEvent happened, CancellationToken ct)
    {
        if (happened is PageEvent.Placed)
        {
            connections.Check(happened.Page);
        }
        return Task.CompletedTask;
    }

    public Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct)
    {
        if (message.Topic == PageNews.Topic)
        {
            if (PageId.TryParse(message.Subject, out var page))
            {
                connections.Check(page);
            }
            return Task.CompletedTask;
        }
        if (message.Topic == Accounts && UserId.TryParse(message.Subject, out var id))
        {
            guard.Forget(id);
            people.Forget(id);
        }
        connections.CheckAll();
        return Task.CompletedTask;
    }
}
