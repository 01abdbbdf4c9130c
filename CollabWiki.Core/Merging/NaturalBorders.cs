using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Moves insertions and deletions that could stand at several places to where a reader would put them: at the start of a
/// paragraph, a line, a sentence, a clause, a word.
/// </summary>
internal static class NaturalBorders
{
    public static List<Hunk> Slide(List<Hunk> hunks, ProseTokens a, ProseTokens b)
    {
        for (var i = 0; i < hunks.Count; i++)
        {
            if (hunks[i].IsPure)
            {
                var before = i == 0 ? new Hunk(-1, -1, -1, -1) : hunks[i - 1];
                var after =
                    i == hunks.Count - 1
                        ? new Hunk(a.Words.Length + 1, 0, b.Words.Length + 1, 0)
                        : hunks[i + 1];
                hunks[i] = Best(hunks[i], before, after, a, b);
            }
        }
        return hunks;
    }

    private static Hunk Best(Hunk hunk, Hunk before, Hunk after, ProseTokens a, ProseTokens b)
    {
        var isInsertion = hunk.FromA == hunk.ToA;
        var tokens = isInsertion ? b : a;
        var (from, to) = isInsertion ? (hunk.FromB, hunk.ToB) : (hunk.FromA, hunk.ToA);
        var (first, last) = isInsertion ? (before.ToB, after.FromB) : (before.ToA, after.FromA);
        var (best, bestStrength) = (0, Strength(tokens, from));
        // Up: at least one word stays between it and the change before.
        for (var k = 1; from - k > first && tokens.WordIds[from - k] == tokens.WordIds[to - k]; k++)
        {
            Consider(-k);
        }
        for (
            var k = 1;
            to + k < last && tokens.WordIds[from + k - 1] == tokens.WordIds[to + k - 1];
            k++
        )
        {
            Consider(k);
        }
        return new Hunk(hunk.FromA + best, hunk.ToA + best, hunk.FromB + best, hunk.ToB + best);

        void Consider(int shift)
        {
            var strength = Strength(tokens, from + shift);
            if (strength > bestStrength || (strength == bestStrength && shift > best))
            {
                (best, bestStrength) = (shift, strength);
            }
        }
    }

    /// <summary>How strong the border before a word is.</summary>
    private static int Strength(ProseTokens tokens, int word)
    {
        if (word == 0)
        {
            return 5;
        }
        var at = word < tokens.Words.Length ? tokens.Words[word] : tokens.Count;
        if (at - 1 == tokens.Words[word - 1])
        {
            return 0;
        }
        return tokens.Kinds[at - 1] != TokenKind.Space ? (tokens[at - 1].Count('\n') > 1 ? 5 : 4)
            : Sentences.EndsAt(tokens, at - 2) ? 3
            : Sentences.ClauseEndsAt(tokens, at - 2) ? 2
            : 1;
    }
}
