namespace CollabWiki.Core.Editing;

/// <summary>
/// Where several places would do for an insertion or a deletion, the last one is taken, as git does: then two diffs
/// of one text say the same of the same edit.
/// </summary>
internal static class HunkPlacement
{
    public static List<Hunk> SlideDown(List<Hunk> hunks, int[] a, int[] b)
    {
        // From the end, so that what follows a hunk already stands in its place.
        var placed = new Stack<Hunk>();
        for (var i = hunks.Count - 1; i >= 0; i--)
        {
            var hunk = hunks[i];
            while (true)
            {
                if (placed.TryPeek(out var next) && hunk.Touches(next))
                {
                    hunk = hunk.Join(placed.Pop());
                }
                else if (CanSlide(hunk, a, b))
                {
                    hunk = hunk.Next;
                }
                else
                {
                    break;
                }
            }
            placed.Push(hunk);
        }
        return [.. placed];
    }

    private static bool CanSlide(Hunk hunk, int[] a, int[] b)
    {
        if (!hunk.IsPure || hunk.ToA == a.Length || hunk.ToB == b.Length)
        {
            return false;
        }
        return hunk.FromA == hunk.ToA ? b[hunk.FromB] == b[hunk.ToB] : a[hunk.FromA] == a[hunk.ToA];
    }
}
