namespace CollabWiki.Core.Live;

/// <summary>Why a push can't be taken.</summary>
public enum PushRefusal
{
    /// <summary>It names a revision that the draft doesn't have (yet).</summary>
    UnknownRevision,

    /// <summary>A change set doesn't fit the text it says it changes, or the numbers of the updates don't follow each other.</summary>
    BadChanges,

    /// <summary>The text would hold what no page can: NUL or half of a character.</summary>
    BadText,

    /// <summary>The text would grow longer than a page can be, or the push has too many updates.</summary>
    TooLarge,
}

/// <summary>What a push would do to a session.</summary>
public abstract record PushStep
{
    private PushStep() { }

    /// <summary>Updates to append, mapped to the session's revision; none if all of them are in the log already.</summary>
    public sealed record Accepted(IReadOnlyList<LiveUpdate> Updates) : PushStep;

    public sealed record Refused(PushRefusal Why) : PushStep;
}
