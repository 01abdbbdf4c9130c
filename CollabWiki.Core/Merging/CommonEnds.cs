namespace CollabWiki.Core.Merging;

/// <summary>Cuts off what both sides have alike at the start and at the end of a conflict.</summary>
internal sealed class CommonEnds(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    public Piece[] Of(Piece conflict)
    {
        var at = conflict.At;
        var byLines =
            at.BaseFrom == at.BaseTo
            || HasBreak(ours, at.OursFrom, at.OursTo)
            || HasBreak(theirs, at.TheirsFrom, at.TheirsTo);
        var rest = CutStart(at, byLines);
        var middle = CutEnd(rest, byLines);
        return [Alike(at.Before(middle)), conflict with { At = middle }, Alike(at.After(middle))];
    }

    private static bool HasBreak(ProseTokens tokens, int from, int to) =>
        tokens.Kinds.AsSpan(from..to).IndexOfAny(TokenKind.Break, TokenKind.CodeBreak) >= 0;

    /// <summary>Whether a line ends or starts before a token.</summary>
    private static bool IsLineBorder(ProseTokens tokens, int at) =>
        tokens.IsBreak(at) || at == 0 || tokens.IsBreak(at - 1);

    private Stretch CutStart(Stretch at, bool byLines)
    {
        var alike = 0;
        while (
            at.OursFrom + alike < at.OursTo
            && at.TheirsFrom + alike < at.TheirsTo
            && ours[at.OursFrom + alike].SequenceEqual(theirs[at.TheirsFrom + alike])
        )
        {
            alike++;
        }
        while (
            byLines
            && alike > 0
            && !(ours.IsBreak(at.OursFrom + alike - 1) && theirs.IsBreak(at.TheirsFrom + alike - 1))
        )
        {
            alike--;
        }
        var shared = 0;
        while (
            shared < alike
            && at.BaseFrom + shared < at.BaseTo
            && before[at.BaseFrom + shared].SequenceEqual(ours[at.OursFrom + shared])
        )
        {
            shared++;
        }
        return at with
        {
            BaseFrom = at.BaseFrom + shared,
            OursFrom = at.OursFrom + alike,
            TheirsFrom = at.TheirsFrom + alike,
        };
    }

    private Stretch CutEnd(Stretch at, bool byLines)
    {
        var alike = 0;
        while (
            at.OursTo - alike > at.OursFrom
            && at.TheirsTo - alike > at.TheirsFrom
            && ours[at.OursTo - alike - 1].SequenceEqual(theirs[at.TheirsTo - alike - 1])
        )
        {
            alike++;
        }
        // What is cut off begins with a line's end or with a line.
        while (
            byLines
            && alike > 0
            && !(IsLineBorder(ours, at.OursTo - alike) && IsLineBorder(theirs, at.TheirsTo - alike))
        )
        {
            alike--;
        }
        var shared = 0;
        while (
            shared < alike
            && at.BaseTo - shared > at.BaseFrom
            && before[at.BaseTo - shared - 1].SequenceEqual(ours[at.OursTo - shared - 1])
        )
        {
            shared++;
        }
        return at with
        {
            BaseTo = at.BaseTo - shared,
            OursTo = at.OursTo - alike,
            TheirsTo = at.TheirsTo - alike,
        };
    }

    private Piece Alike(Stretch at) =>
        new(
            at,
            Outcome.Ours,
            before.HasSame(at.BaseFrom, at.BaseTo, ours, at.OursFrom, at.OursTo)
                ? MergeReason.Unchanged
                : MergeReason.Same
        );
}
