namespace CollabWiki.Core.Editing;

/// <summary>
/// Where several places would do for an insertion or a deletion, one is chosen as git chooses it: deletion and insertion
/// stand together if they can, else the last place is taken. Then two diffs of one text say the same of the same edit.
/// </summary>
internal static class HunkPlacement
{
    public static List<Hunk> Place(List<Hunk> hunks, int[] a, int[] b)
    {
        if (hunks.Count == 0)
        {
            return hunks;
        }
        var (deleted, inserted) = Runs(hunks, a.Length);
        Slide(deleted, inserted, a);
        Slide(inserted, deleted, b);
        return ToHunks(deleted, inserted);
    }

    /// <summary>How many tokens are deleted and inserted before the first, second … token that stays, and behind the last.</summary>
    private static (int[] Deleted, int[] Inserted) Runs(List<Hunk> hunks, int length)
    {
        var all = 0;
        foreach (var hunk in hunks)
        {
            all += hunk.ToA - hunk.FromA;
        }
        var (deleted, inserted) = (new int[length - all + 1], new int[length - all + 1]);
        var gone = 0;
        foreach (var hunk in hunks)
        {
            deleted[hunk.FromA - gone] = hunk.ToA - hunk.FromA;
            inserted[hunk.FromA - gone] = hunk.ToB - hunk.FromB;
            gone += hunk.ToA - hunk.FromA;
        }
        return (deleted, inserted);
    }

    private static void Slide(int[] runs, int[] others, int[] tokens)
    {
        var start = 0;
        for (var gap = 0; gap < runs.Length; gap++)
        {
            if (runs[gap] > 0)
            {
                gap = SlideRun(runs, others, tokens, gap, ref start);
            }
            start += runs[gap] + 1;
        }
    }

    /// <summary>Moves a run of tokens, and those it meets, to its place; gives the gap where that is.</summary>
    private static int SlideRun(int[] runs, int[] others, int[] tokens, int gap, ref int start)
    {
        int first;
        int size;
        var together = -1;
        do
        {
            size = runs[gap];
            while (gap > 0 && tokens[start - 1] == tokens[start + runs[gap] - 1])
            {
                Up(runs, ref gap, ref start);
            }
            first = gap;
            together = others[gap] > 0 ? gap : -1;
            while (
                gap < runs.Length - 1
                && runs[gap] + start < tokens.Length
                && tokens[start] == tokens[start + runs[gap]]
            )
            {
                (runs[gap + 1], runs[gap]) = (runs[gap + 1] + runs[gap], 0);
                start++;
                gap++;
                together = others[gap] > 0 ? gap : together;
            }
        } while (runs[gap] != size);
        while (gap > first && together >= 0 && gap > together)
        {
            Up(runs, ref gap, ref start);
        }
        return gap;
    }

    private static void Up(int[] runs, ref int gap, ref int start)
    {
        start -= 1 + runs[gap - 1];
        (runs[gap - 1], runs[gap]) = (runs[gap - 1] + runs[gap], 0);
        gap--;
    }

    private static List<Hunk> ToHunks(int[] deleted, int[] inserted)
    {
        var hunks = new List<Hunk>();
        var (a, b) = (0, 0);
        for (var gap = 0; gap < deleted.Length; gap++)
        {
            if (deleted[gap] + inserted[gap] > 0)
            {
                hunks.Add(new Hunk(a, a + deleted[gap], b, b + inserted[gap]));
            }
            a += deleted[gap] + 1;
            b += inserted[gap] + 1;
        }
        return hunks;
    }
}
