using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>Keeps who has drafts open on which node, with a time to live, so that other nodes see it.</summary>
public interface IPresenceStore
{
    /// <summary>Says who has a page's draft open on a node, in place of what was said before; forgotten when <paramref name="lifetime"/> passes without another word.</summary>
    Task SetAsync(
        PageId page,
        NodeId node,
        IReadOnlyList<Member> members,
        TimeSpan lifetime,
        CancellationToken ct
    );

    /// <summary>Who has the draft open, by node; nodes without members don't stand in it.</summary>
    Task<IReadOnlyDictionary<NodeId, IReadOnlyList<Member>>> ReadAsync(
        PageId page,
        CancellationToken ct
    );
}
