using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>What came of the wish to join a draft.</summary>
public abstract record JoinResult
{
    private JoinResult() { }

    /// <summary>The draft at <paramref name="Revision"/>.</summary>
    /// <param name="Updates">What came after the revision that the member knew; empty for one that knew none.</param>
    public sealed record Joined(
        Revision Revision,
        string Text,
        IReadOnlyList<LiveUpdate> Updates,
        Version Base,
        IReadOnlyList<Member> Members
    ) : JoinResult;

    /// <summary>The member says it knows a revision that the draft doesn't have.</summary>
    public sealed record UnknownRevision : JoinResult;

    /// <summary>The client's id belongs to somebody else.</summary>
    public sealed record ClientTaken : JoinResult;

    /// <summary>The store can't be reached: try again.</summary>
    public sealed record Unavailable : JoinResult;
}

/// <summary>What came of a push.</summary>
public abstract record PushResult
{
    private PushResult() { }

    /// <summary>Durable; the draft is at <paramref name="Revision"/> now.</summary>
    public sealed record Saved(Revision Revision) : PushResult;

    public sealed record Refused(PushRefusal Why) : PushResult;

    /// <summary>The store can't be reached: nothing was acknowledged, push again.</summary>
    public sealed record Unavailable : PushResult;
}

/// <summary>What came of the wish to publish a draft.</summary>
public abstract record PublishResult
{
    private PublishResult() { }

    public sealed record Done(SaveResult Result) : PublishResult;

    /// <summary>The draft isn't at the revision that was to be published, or not the conflict that was answered: look again.</summary>
    public sealed record Stale : PublishResult;

    public sealed record Unavailable : PublishResult;
}
