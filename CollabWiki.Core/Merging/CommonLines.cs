using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Cuts whole lines and sentences out of a conflict that both sides added alike; the base goes to the first conflict.</summary>
internal sealed class CommonLines(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    public IEnumerable<Piece> Of(Piece conflict)
    {
        var open = conflict.At;
        foreach (var run in Runs(conflict.At))
        {
            yield return conflict with
            {
                At = open.Before(run),
            };
            yield return new Piece(run, Outcome.Ours, MergeReason.Same);
            open = open.After(run);
        }
        yield return conflict with
        {
            At = open,
        };
    }

    private IEnumerable<Stretch> Runs(Stretch at)
    {
        var mine = ours.WordsBetween(at.OursFrom, at.OursTo);
        var others = theirs.WordsBetween(at.TheirsFrom, at.TheirsTo);
        if (mine.IsEmpty || others.IsEmpty)
        {
            yield break;
        }
        var known = new HashSet<int>();
        foreach (var word in before.WordsBetween(at.BaseFrom, at.BaseTo))
        {
            known.Add(before.WordIds[word]);
        }
        var hunks = Compare(
            at,
            ours.WordIds[mine.From..mine.To],
            theirs.WordIds[others.From..others.To]
        );
        hunks.Add(new Hunk(mine.Count, mine.Count, others.Count, others.Count));
        var (from, shift) = (mine.From, others.From - mine.From);
        foreach (var hunk in hunks)
        {
            if (Run(at, new Words(from, mine.From + hunk.FromA), shift, known) is { } run)
            {
                yield return run;
            }
            (from, shift) = (mine.From + hunk.ToA, others.From + hunk.ToB - mine.From - hunk.ToA);
        }
    }

    /// <summary>A difference that is the same whichever side is which.</summary>
    private List<Hunk> Compare(Stretch at, int[] mine, int[] others)
    {
        var order = ours.Span(at.OursFrom, at.OursTo)
            .SequenceCompareTo(theirs.Span(at.TheirsFrom, at.TheirsTo));
        return order <= 0
            ? SequenceDiff.Compare(mine, others)
            : SequenceDiff
                .Compare(others, mine)
                .ConvertAll(hunk => new Hunk(hunk.FromB, hunk.ToB, hunk.FromA, hunk.ToA));
    }

    /// <summary>The whole lines and sentences of words that both sides have alike; null if there are none, or the base has them too.</summary>
    private Stretch? Run(Stretch at, Words words, int shift, HashSet<int> known)
    {
        var (from, to) = (words.From, words.To);
        while (from < to && !StartsLine(from, shift, at))
        {
            from++;
        }
        while (from < to && !EndsLine(to - 1, shift, at))
        {
            to--;
        }
        if (from == to || !HasNews(from, to, known))
        {
            return null;
        }
        var run = new Stretch(
            at.BaseTo,
            at.BaseTo,
            ours.Words[from],
            ours.Words[to - 1] + 1,
            theirs.Words[from + shift],
            theirs.Words[to - 1 + shift] + 1
        );
        return ours.HasSame(run.OursFrom, run.OursTo, theirs, run.TheirsFrom, run.TheirsTo)
            ? run
            : null;
    }

    private bool HasNews(int from, int to, HashSet<int> known)
    {
        var (news, hasWord) = (0, false);
        for (var word = from; word < to; word++)
        {
            news += known.Contains(ours.WordIds[word]) ? 0 : 1;
            hasWord |= char.IsLetterOrDigit(ours[ours.Words[word]][0]);
        }
        return hasWord && 2 * news >= to - from;
    }

    private bool StartsLine(int word, int shift, Stretch at) =>
        IsBorder(ours, ours.Words[word] - 1, at.OursFrom, at.OursTo)
        && IsBorder(theirs, theirs.Words[word + shift] - 1, at.TheirsFrom, at.TheirsTo);

    private bool EndsLine(int word, int shift, Stretch at) =>
        IsBorder(ours, ours.Words[word] + 1, at.OursFrom, at.OursTo)
        && IsBorder(theirs, theirs.Words[word + shift] + 1, at.TheirsFrom, at.TheirsTo);

    /// <summary>Whether a line or a sentence ends at a token between two words, or the stretch does.</summary>
    private static bool IsBorder(ProseTokens tokens, int at, int from, int to) =>
        at < from
        || at >= to
        || (tokens.IsSpace(at) && (tokens[at].Contains('\n') || Sentences.EndsAt(tokens, at - 1)));
}
