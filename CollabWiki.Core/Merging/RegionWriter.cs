using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Cuts the three texts of a merge into regions, in order.</summary>
internal sealed class RegionWriter(
    string baseText,
    string ours,
    string theirs,
    ChangeSet toOurs,
    ChangeSet toTheirs
)
{
    private readonly List<MergeRegion> regions = [];
    private readonly Shift oursShift = new(toOurs.Changes);
    private readonly Shift theirsShift = new(toTheirs.Changes);
    private int baseEnd;
    private int oursEnd;
    private int theirsEnd;

    /// <summary>Adds the changed stretch of the base, and what is untouched before it.</summary>
    public void Add(int from, int to)
    {
        Keep(from);
        Write(to, oursShift.After(to), theirsShift.After(to));
    }

    public List<MergeRegion> Finish()
    {
        Keep(baseText.Length);
        return regions;
    }

    private void Keep(int to)
    {
        if (to > baseEnd)
        {
            var length = to - baseEnd;
            Write(to, oursEnd + length, theirsEnd + length);
        }
    }

    private void Write(int to, int oursTo, int theirsTo)
    {
        var (before, mine, other) = (
            baseText[baseEnd..to],
            ours[oursEnd..oursTo],
            theirs[theirsEnd..theirsTo]
        );
        var (result, reason) = Settle(before, mine, other);
        regions.Add(new MergeRegion(baseEnd, before, mine, other, result, reason));
        (baseEnd, oursEnd, theirsEnd) = (to, oursTo, theirsTo);
    }

    private static (string? Result, MergeReason Reason) Settle(
        string before,
        string ours,
        string theirs
    )
    {
        if (ours == theirs)
        {
            return (ours, ours == before ? MergeReason.Unchanged : MergeReason.Same);
        }
        return ours == before ? (theirs, MergeReason.OnlyTheirs)
            : theirs == before ? (ours, MergeReason.OnlyOurs)
            : (null, MergeReason.Conflict);
    }

    /// <summary>Where ends of regions lie on one side; asked in order.</summary>
    private sealed class Shift(IReadOnlyList<ChangedRange> changes)
    {
        private int next;
        private int shift;

        /// <summary>The place of a position behind all changes that end at it or before.</summary>
        public int After(int position)
        {
            for (; next < changes.Count && changes[next].ToA <= position; next++)
            {
                shift = changes[next].ToB - changes[next].ToA;
            }
            return position + shift;
        }
    }
}
