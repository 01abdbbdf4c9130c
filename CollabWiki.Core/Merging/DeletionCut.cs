namespace CollabWiki.Core.Merging;

/// <summary>Leaves of a stretch that one side took out only the lines that the other side changed.</summary>
internal sealed class DeletionCut(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    public Piece[] Of(Piece conflict, Cluster cluster)
    {
        var at = conflict.At;
        var deleter = Deleter(at);
        var (deleted, changed) =
            deleter == Side.Ours
                ? (cluster.Ours, cluster.AnyTheirs)
                : (cluster.Theirs, cluster.AnyOurs);
        if (
            deleter == Side.None
            || deleted.Start.Value > at.BaseFrom
            || deleted.End.Value < at.BaseTo
        )
        {
            return [conflict];
        }
        // The other side is the base before and behind the lines that it changed.
        var lead = LineStart(changed.Start.Value, at.BaseFrom) - at.BaseFrom;
        var trail = at.BaseTo - LineEnd(changed.End.Value, at.BaseTo);
        var middle = at with { BaseFrom = at.BaseFrom + lead, BaseTo = at.BaseTo - trail };
        middle =
            deleter == Side.Ours
                ? middle with
                {
                    TheirsFrom = at.TheirsFrom + lead,
                    TheirsTo = at.TheirsTo - trail,
                }
                : middle with
                {
                    OursFrom = at.OursFrom + lead,
                    OursTo = at.OursTo - trail,
                };
        return
        [
            Deleted(at.Before(middle)),
            conflict with
            {
                At = middle,
            },
            Deleted(at.After(middle)),
        ];

        Piece Deleted(Stretch where) =>
            deleter == Side.Ours
                ? new Piece(where, Outcome.Ours, MergeReason.OnlyOurs)
                : new Piece(where, Outcome.Theirs, MergeReason.OnlyTheirs);
    }

    /// <summary>The side that left less than half of the base, and less than the other.</summary>
    private Side Deleter(Stretch at)
    {
        var length = before.Span(at.BaseFrom, at.BaseTo).Length;
        var mine = ours.Span(at.OursFrom, at.OursTo).Length;
        var others = theirs.Span(at.TheirsFrom, at.TheirsTo).Length;
        return mine < others && 2 * mine < length ? Side.Ours
            : others < mine && 2 * others < length ? Side.Theirs
            : Side.None;
    }

    private int LineStart(int at, int least)
    {
        while (at > least && !before.IsBreak(at - 1))
        {
            at--;
        }
        return at;
    }

    private int LineEnd(int at, int most)
    {
        while (at < most && (at == 0 || !before.IsBreak(at - 1)))
        {
            at++;
        }
        return at;
    }
}
