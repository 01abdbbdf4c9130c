using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Lines that both sides only took out, each other ones: taking out both contradicts nobody, however close they stand, since
/// neither side wrote a word that needs what the other took out.
/// </summary>
internal sealed class Deletions(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    /// <summary>The lines that neither side took out; null where a side did anything else, or both took out the same line: one may have rewritten it.</summary>
    public string? Of(Stretch at)
    {
        var tokenizer = new Tokenizer();
        var lines = tokenizer.Lines(before.Span(at.BaseFrom, at.BaseTo).ToString());
        var kept = new bool[lines.Count];
        Array.Fill(kept, true);
        var onlyDeleted =
            TakeOut(lines, tokenizer.Lines(ours.Span(at.OursFrom, at.OursTo).ToString()), kept)
            && TakeOut(
                lines,
                tokenizer.Lines(theirs.Span(at.TheirsFrom, at.TheirsTo).ToString()),
                kept
            );
        return onlyDeleted
            ? string.Concat(
                Enumerable
                    .Range(0, lines.Count)
                    .Where(i => kept[i])
                    .Select(i => lines[i].ToString())
            )
            : null;
    }

    private static bool TakeOut(Tokens lines, Tokens side, bool[] kept)
    {
        foreach (var hunk in SequenceDiff.Compare(lines.Ids, side.Ids))
        {
            if (hunk.FromB < hunk.ToB || kept.AsSpan(hunk.FromA..hunk.ToA).Contains(false))
            {
                return false;
            }
            Array.Fill(kept, false, hunk.FromA, hunk.ToA - hunk.FromA);
        }
        return true;
    }
}
