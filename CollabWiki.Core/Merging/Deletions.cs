using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Lines that both sides only took out, each other ones: taking out both contradicts nobody, however close they stand, since
/// neither side wrote a word that needs what the other took out.
/// </summary>
internal sealed class Deletions(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    // Each line of one side is compared with each of the other.
    private const int MostPairs = 10_000;

    /// <summary>
    /// The lines that neither side took out; null where a side did anything else, where both took out the same line, which one may have
    /// rewritten, and where two lines are alike: each side may have kept one of them.
    /// </summary>
    public string? Of(Stretch at)
    {
        var tokenizer = new Tokenizer();
        var lines = tokenizer.Lines(before.Span(at.BaseFrom, at.BaseTo).ToString());
        var mine = tokenizer.Lines(ours.Span(at.OursFrom, at.OursTo).ToString());
        var others = tokenizer.Lines(theirs.Span(at.TheirsFrom, at.TheirsTo).ToString());
        if (TakenOut(lines, mine) is not { } byOurs || TakenOut(lines, others) is not { } byTheirs)
        {
            return null;
        }
        var kept = Enumerable.Range(0, lines.Count).Except(byOurs).Except(byTheirs);
        return byOurs.Intersect(byTheirs).Any() || AreAlike(lines, byOurs, byTheirs)
            ? null
            : string.Concat(kept.Select(line => lines[line].ToString()));
    }

    /// <summary>The lines that a side took out; null if it did anything else.</summary>
    private static List<int>? TakenOut(TokenList lines, TokenList side)
    {
        var taken = new List<int>();
        foreach (var hunk in SequenceDiff.Compare(lines.Ids, side.Ids))
        {
            if (hunk.FromB < hunk.ToB)
            {
                return null;
            }
            taken.AddRange(Enumerable.Range(hunk.FromA, hunk.ToA - hunk.FromA));
        }
        return taken;
    }

    private static bool AreAlike(TokenList lines, List<int> byOurs, List<int> byTheirs)
    {
        if ((long)byOurs.Count * byTheirs.Count > MostPairs)
        {
            return true;
        }
        var others = byTheirs.ConvertAll(Line);
        return byOurs.ConvertAll(Line).Exists(line => others.Exists(line.IsAlike));

        ListItem Line(int line) => new(LineKind.Text, lines[line].ToString());
    }
}
