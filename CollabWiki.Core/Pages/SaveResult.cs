using CollabWiki.Core.Merging;

namespace CollabWiki.Core.Pages;

/// <summary>What came of a save. In each case nothing of the text that was to be saved is lost: it is in the version, or the caller still has it.</summary>
public abstract record SaveResult
{
    private SaveResult() { }

    /// <summary>Saved as it was, as the next version after its base.</summary>
    public sealed record Saved(PageVersion Version) : SaveResult;

    /// <summary>The text is that of the newest version already: no version was made.</summary>
    public sealed record Unchanged(PageVersion Head) : SaveResult;

    /// <summary>Merged with the versions that came after the base, and saved.</summary>
    public sealed record Merged(PageVersion Version, MergeReport Merge, string Text) : SaveResult;

    /// <summary>Not saved: regions are left that a person must settle, against <paramref name="Head"/>.</summary>
    public sealed record Conflicted(PageVersion Head, MergeReport Merge) : SaveResult;

    /// <summary>Not saved: the text or the base can't be taken.</summary>
    public sealed record Rejected(string Why) : SaveResult;
}
