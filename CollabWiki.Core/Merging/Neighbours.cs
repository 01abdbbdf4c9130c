namespace CollabWiki.Core.Merging;

/// <summary>Says of changes that stand beside one of the other side what keeps the two apart.</summary>
internal static class Neighbours
{
    public static void Explain(List<Piece> pieces, ProseTokens before)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Reason is not (MergeReason.OnlyOurs or MergeReason.OnlyTheirs))
            {
                continue;
            }
            var left = i == 0 ? null : Between(pieces[i - 1], pieces[i], before);
            var right = i + 1 == pieces.Count ? null : Between(pieces[i], pieces[i + 1], before);
            if ((left ?? right) is { } reason)
            {
                // What stands closest says most.
                reason = right < reason ? right.Value : reason;
                pieces[i] = pieces[i] with { Reason = reason };
            }
        }
    }

    private static bool IsOfBoth(Piece piece) =>
        piece.Reason
            is MergeReason.Same
                or MergeReason.SameAndMore
                or MergeReason.WhiteSpace
                or MergeReason.Unchanged
        || piece.Result == Outcome.Conflict;

    private static MergeReason? Between(Piece first, Piece second, ProseTokens before)
    {
        if (first.Result == second.Result || IsOfBoth(first) || IsOfBoth(second))
        {
            return null;
        }
        var reason = MergeReason.OtherWords;
        for (var at = first.At.BaseTo; at < second.At.BaseFrom; at++)
        {
            if (before.Kinds[at] is TokenKind.Break or TokenKind.CodeBreak or TokenKind.Cell)
            {
                return MergeReason.OtherLines;
            }
            reason = Sentences.EndsAt(before, at) ? MergeReason.OtherSentences : reason;
        }
        return reason;
    }
}
