using System.Diagnostics;
using CollabWiki.Core.Merging;

namespace CollabWiki.Core.Live;

/// <summary>Which side a person takes of a conflict.</summary>
public enum Side
{
    /// <summary>The draft's text.</summary>
    Ours,

    /// <summary>The published page's text.</summary>
    Theirs,

    /// <summary>Both, the published first.</summary>
    Both,
}

/// <summary>A person's answers to the conflicts between a draft and a version, in the order of the conflicts.</summary>
public sealed record ConflictAnswers(Version Head, IReadOnlyList<Side> Sides)
{
    /// <summary>The text that the answers make; false when they don't fit the conflicts that there are.</summary>
    internal bool TryResolve(MergeReport merge, out string text)
    {
        text = "";
        if (merge.Regions.Count(region => region.IsConflict) != Sides.Count)
        {
            return false;
        }
        var next = 0;
        text = merge.Resolve(region =>
            Sides[next++] switch
            {
                Side.Ours => region.Ours,
                Side.Theirs => region.Theirs,
                Side.Both => region.Theirs + region.Ours,
                _ => throw new UnreachableException(),
            }
        );
        return true;
    }
}
