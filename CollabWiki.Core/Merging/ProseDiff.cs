using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// The difference of two stretches of Markdown. Words are compared first, whatever white space is between them; then white
/// space that changed between words that didn't is a change of its own, so that a paragraph laid out anew is no rewritten one.
/// </summary>
internal sealed class ProseDiff
{
    private readonly ProseTokens a;
    private readonly ProseTokens b;
    private readonly Side side;
    private readonly List<SideChange> changes = [];

    private ProseDiff(ProseTokens a, ProseTokens b, Side side) =>
        (this.a, this.b, this.side) = (a, b, side);

    /// <summary>The changes in order.</summary>
    public static List<SideChange> Between(ProseTokens a, ProseTokens b, Side side)
    {
        var diff = new ProseDiff(a, b, side);
        var hunks = SequenceDiff.Compare(a.WordIds, b.WordIds);
        hunks = ChanceMatches.Join(HunkPlacement.Place(hunks, a.WordIds, b.WordIds), a, b);
        diff.Run(NaturalBorders.Slide(hunks, a, b));
        return diff.changes;
    }

    private void Run(List<Hunk> hunks)
    {
        var (wordA, wordB) = (0, 0);
        foreach (var hunk in hunks)
        {
            CompareSpaces(wordA, hunk.FromA, wordB);
            AddWords(hunk);
            (wordA, wordB) = (hunk.ToA, hunk.ToB);
        }
        CompareSpaces(wordA, a.Words.Length, wordB);
        // What stands behind the last word; behind a hunk it is the hunk's.
        if (wordA < a.Words.Length || hunks.Count == 0)
        {
            AddLayout(EndOf(a, a.Words.Length), a.Count, EndOf(b, b.Words.Length), b.Count);
        }
    }

    /// <summary>
    /// Compares the white space between equal words, and before the first of the texts; and the words themselves, since rules
    /// are equal whatever their length.
    /// </summary>
    private void CompareSpaces(int fromA, int toA, int fromB)
    {
        var shift = fromB - fromA;
        for (var word = fromA; word < toA; word++)
        {
            if (word > fromA || (fromA == 0 && fromB == 0))
            {
                AddLayout(
                    EndOf(a, word),
                    a.Words[word],
                    EndOf(b, word + shift),
                    b.Words[word + shift]
                );
            }
            if (a.Kinds[a.Words[word]] == TokenKind.Sign)
            {
                var (at, atB) = (a.Words[word], b.Words[word + shift]);
                AddLayout(at, at + 1, atB, atB + 1);
            }
        }
    }

    private static int StartOf(ProseTokens tokens, int word) =>
        word < tokens.Words.Length ? tokens.Words[word] : tokens.Count;

    /// <summary>Where the word before ends.</summary>
    private static int EndOf(ProseTokens tokens, int word) =>
        word == 0 ? 0 : tokens.Words[word - 1] + 1;

    private void AddLayout(int fromA, int toA, int fromB, int toB)
    {
        if (!a.HasSame(fromA, toA, b, fromB, toB))
        {
            changes.Add(new SideChange(fromA, toA, fromB, toB, side, IsLayout: true));
        }
    }

    private void AddWords(Hunk hunk)
    {
        // With the white space on both sides of the words.
        var (fromA, toA) = (EndOf(a, hunk.FromA), StartOf(a, hunk.ToA));
        var (fromB, toB) = (EndOf(b, hunk.FromB), StartOf(b, hunk.ToB));
        var (lead, trail) = SharedSpace(hunk, fromA, toA, fromB, toB);
        if (lead)
        {
            AddLayout(fromA, fromA + 1, fromB, fromB + 1);
            fromA++;
            fromB++;
        }
        toA -= trail ? 1 : 0;
        toB -= trail ? 1 : 0;
        changes.Add(new SideChange(fromA, toA, fromB, toB, side, IsLayout: false));
        if (trail)
        {
            AddLayout(toA, toA + 1, toB, toB + 1);
        }
    }

    /// <summary>Whether the white space before and behind a hunk is there on both sides, and so no part of it.</summary>
    private (bool Lead, bool Trail) SharedSpace(Hunk hunk, int fromA, int toA, int fromB, int toB)
    {
        var (leadA, trailA) = (toA > fromA && a.IsSpace(fromA), toA > fromA && a.IsSpace(toA - 1));
        var (leadB, trailB) = (toB > fromB && b.IsSpace(fromB), toB > fromB && b.IsSpace(toB - 1));
        if (!hunk.IsPure)
        {
            return (leadA && leadB, trailA && trailB);
        }
        // Of the side without words there is one white space at most, which can't be both.
        var (lead, trail) = (leadA && leadB, trailA && trailB);
        return lead && trail && !IsLead(fromA, toA, fromB, toB) ? (false, true)
            : lead ? (true, false)
            : (false, trail);
    }

    private bool IsLead(int fromA, int toA, int fromB, int toB)
    {
        var isInsertion = toA == fromA + 1;
        var single = isInsertion ? a[fromA] : b[fromB];
        var lead = isInsertion ? b[fromB] : a[fromA];
        var trail = isInsertion ? b[toB - 1] : a[toA - 1];
        return single.SequenceEqual(lead)
            || (!single.SequenceEqual(trail) && Lines(single) != Lines(trail))
            || (!single.SequenceEqual(trail) && Lines(single) == Lines(lead));
    }

    private static int Lines(ReadOnlySpan<char> space) => space.Count('\n');
}
