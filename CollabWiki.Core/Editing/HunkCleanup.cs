using System.Text;

namespace CollabWiki.Core.Editing;

/// <summary>
/// Joins changes of words across what is equal by chance: no word at all, or less text than was changed on both of its sides
/// (the rule of N. Fraser's diff-match-patch, cleanupSemantic).
/// </summary>
internal static class HunkCleanup
{
    public static List<Hunk> JoinAcrossChance(List<Hunk> hunks, TokenList a, TokenList b)
    {
        var joined = new List<Hunk>(hunks.Count);
        foreach (var hunk in hunks)
        {
            var current = hunk;
            while (joined.Count > 0 && IsChance(joined[^1], current, a, b))
            {
                current = joined[^1].Join(current);
                joined.RemoveAt(joined.Count - 1);
            }
            joined.Add(current);
        }
        return joined;
    }

    private static bool IsChance(Hunk left, Hunk right, TokenList a, TokenList b)
    {
        var equal = a.Span(left.ToA, right.FromA);
        return equal.Length <= Math.Min(Size(left, a, b), Size(right, a, b)) || !HasWord(equal);
    }

    private static int Size(Hunk hunk, TokenList a, TokenList b) =>
        Math.Max(a.Span(hunk.FromA, hunk.ToA).Length, b.Span(hunk.FromB, hunk.ToB).Length);

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' || Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }
        return false;
    }
}
