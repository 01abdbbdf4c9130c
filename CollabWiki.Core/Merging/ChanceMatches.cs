using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Joins changes of words across what is equal by chance: no word at all, or less text than was changed on both of its sides
/// (the rule of N. Fraser's diff-match-patch, cleanupSemantic). A whole line is never equal by chance.
/// </summary>
internal static class ChanceMatches
{
    public static List<Hunk> Join(List<Hunk> hunks, ProseTokens a, ProseTokens b)
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

    private static bool IsChance(Hunk left, Hunk right, ProseTokens a, ProseTokens b)
    {
        var length = Length(a, left.ToA, right.FromA);
        return !HasWord(a, left.ToA, right.FromA)
            || (
                length <= Math.Min(Size(left, a, b), Size(right, a, b))
                && !CrossesLine(a, left.ToA, right.FromA)
            );
    }

    private static int Size(Hunk hunk, ProseTokens a, ProseTokens b) =>
        Math.Max(Length(a, hunk.FromA, hunk.ToA), Length(b, hunk.FromB, hunk.ToB));

    private static int Length(ProseTokens tokens, int fromWord, int toWord) =>
        fromWord == toWord
            ? 0
            : tokens.Starts[tokens.Words[toWord - 1] + 1] - tokens.Starts[tokens.Words[fromWord]];

    private static bool HasWord(ProseTokens tokens, int fromWord, int toWord)
    {
        for (var word = fromWord; word < toWord; word++)
        {
            if (tokens.Kinds[tokens.Words[word]] is not (TokenKind.Sign or TokenKind.Cell))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a line ends inside a stretch or at its borders.</summary>
    private static bool CrossesLine(ProseTokens tokens, int fromWord, int toWord)
    {
        var to = Math.Min(tokens.Count - 1, tokens.Words[toWord - 1] + 1);
        for (var at = Math.Max(0, tokens.Words[fromWord] - 1); at <= to; at++)
        {
            if (tokens.IsBreak(at))
            {
                return true;
            }
        }
        return false;
    }
}
