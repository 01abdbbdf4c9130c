using System.Diagnostics;

namespace CollabWiki.Core.Merging;

/// <summary>A stretch of a three-way merge: its three texts, where it starts in the base (UTF-16), and the text it gets.</summary>
/// <param name="Result">The merged text; null for a conflict.</param>
public sealed record MergeRegion(
    int BaseFrom,
    string Base,
    string Ours,
    string Theirs,
    string? Result,
    MergeReason Reason
)
{
    public int BaseTo => BaseFrom + Base.Length;

    public bool IsConflict => Reason == MergeReason.Conflict;

    /// <summary>The reason as a sentence for the person whose text is ours.</summary>
    public string Sentence =>
        Reason switch
        {
            MergeReason.Unchanged => "Nobody changed this",
            MergeReason.OnlyOurs => "Only you changed this",
            MergeReason.OnlyTheirs => "Only the other side changed this",
            MergeReason.Same => "Both made the same change",
            MergeReason.OtherWords => "Different words of one paragraph",
            MergeReason.Conflict => "Both changed this, each in another way",
            _ => throw new UnreachableException(),
        };
}
