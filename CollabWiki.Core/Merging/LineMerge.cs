using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// The three-way merge of lines, as git's <c>merge-file</c> does it (diff3: S. Khanna, K. Kunal, B. C. Pierce, A Formal Investigation of
/// Diff3, 2007): changes of both sides that overlap or touch are left to be looked at, all others are settled. So what git
/// merges comes out the same here.
/// </summary>
internal static class LineMerge
{
    public static List<LineChunk> Of(TokenList before, TokenList ours, TokenList theirs)
    {
        var chunks = new List<LineChunk>();
        var (mine, others) = (Compare(before, ours), Compare(before, theirs));
        var (i, j) = (0, 0);
        // How much further on the sides are than the base.
        var (shiftOurs, shiftTheirs) = (0, 0);
        while (i < mine.Count || j < others.Count)
        {
            var (firstOurs, firstTheirs) = (i, j);
            var from = Math.Min(FromAt(mine, i), FromAt(others, j));
            var to = from;
            while (true)
            {
                if (i < mine.Count && mine[i].FromA <= to)
                {
                    to = Math.Max(to, mine[i++].ToA);
                }
                else if (j < others.Count && others[j].FromA <= to)
                {
                    to = Math.Max(to, others[j++].ToA);
                }
                else
                {
                    break;
                }
            }
            var (oursFrom, theirsFrom) = (from + shiftOurs, from + shiftTheirs);
            shiftOurs = i > firstOurs ? mine[i - 1].ToB - mine[i - 1].ToA : shiftOurs;
            shiftTheirs = j > firstTheirs ? others[j - 1].ToB - others[j - 1].ToA : shiftTheirs;
            var same =
                i == firstOurs + 1
                && j == firstTheirs + 1
                && AreSame(mine[firstOurs], others[firstTheirs], ours, theirs);
            var side =
                i == firstOurs ? Side.Theirs
                : j == firstTheirs ? Side.Ours
                : Side.Both;
            var at = new Stretch(from, to, oursFrom, to + shiftOurs, theirsFrom, to + shiftTheirs);
            chunks.Add(new LineChunk(at, side, same || side != Side.Both));
        }
        return chunks;
    }

    private static List<Hunk> Compare(TokenList a, TokenList b) =>
        HunkPlacement.Place(SequenceDiff.Compare(a.Ids, b.Ids), a.Ids, b.Ids);

    private static int FromAt(List<Hunk> hunks, int index) =>
        index < hunks.Count ? hunks[index].FromA : int.MaxValue;

    private static bool AreSame(Hunk mine, Hunk other, TokenList ours, TokenList theirs) =>
        mine.FromA == other.FromA
        && mine.ToA == other.ToA
        && ours.Ids.AsSpan(mine.FromB..mine.ToB)
            .SequenceEqual(theirs.Ids.AsSpan(other.FromB..other.ToB));
}
