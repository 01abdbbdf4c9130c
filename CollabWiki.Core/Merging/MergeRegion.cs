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

    public bool IsConflict => Result is null;

    /// <summary>The reason as a sentence for the person whose text is ours.</summary>
    public string Sentence =>
        Reason switch
        {
            MergeReason.Unchanged => "Nobody changed this",
            MergeReason.OnlyOurs => "Only you changed this",
            MergeReason.OnlyTheirs => "Only the other side changed this",
            MergeReason.Same => "Both made the same change",
            MergeReason.OtherWords => "Different words of one sentence",
            MergeReason.OtherSentences => "Different sentences of one paragraph",
            MergeReason.OtherLines => "Different lines that stand together",
            MergeReason.WhiteSpace => "Only white space differs between the two",
            MergeReason.BlankLines => "One side added blank lines here, of which one is enough",
            MergeReason.SameAndMore => "Both made the same change, and one side changed more",
            MergeReason.BothTookOut => "Each side took out other lines",
            MergeReason.Moved => "One side moved this, the other changed its words",
            MergeReason.ListItems => "Both added list items",
            MergeReason.SameWords => "Both changed this, each in another way",
            MergeReason.CloseWords => "Both changed words that stand close to each other",
            MergeReason.GraveWords => "A number or a “not” changed, and something else beside it",
            MergeReason.DeletedAndChanged => "One side deleted this, the other changed it",
            MergeReason.BothAdded => "Both added something at this place",
            MergeReason.Code => "Both changed these lines of code",
            MergeReason.Unbalanced =>
                "Put together, the changes of both would lose words or bring some back",
            _ => throw new UnreachableException(),
        };
}
