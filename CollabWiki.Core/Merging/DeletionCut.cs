using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Leaves of a stretch that one side took out only the lines that the other side changed.</summary>
internal sealed class DeletionCut(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    public IEnumerable<Piece> Of(Piece conflict, Cluster cluster)
    {
        var at = conflict.At;
        var deleter = Deleter(at);
        var deleted = deleter == Side.Ours ? cluster.Ours : cluster.Theirs;
        return
            deleter == Side.None
            || deleted.Start.Value > at.BaseFrom
            || deleted.End.Value < at.BaseTo
            ? [conflict]
            : Cut(conflict, deleter == Side.Ours);
    }

    private IEnumerable<Piece> Cut(Piece conflict, bool isOurs)
    {
        var open = conflict.At;
        foreach (var change in Changes(open, isOurs))
        {
            yield return Deleted(open.Before(change), isOurs);
            yield return conflict with
            {
                At = change,
            };
            open = open.After(change);
        }
        yield return Deleted(open, isOurs);
    }

    private static Piece Deleted(Stretch at, bool isOurs) =>
        isOurs
            ? new Piece(at, Outcome.Ours, MergeReason.OnlyOurs)
            : new Piece(at, Outcome.Theirs, MergeReason.OnlyTheirs);

    /// <summary>The lines that the side changed which took nothing out; what the other side left stands with the first of them.</summary>
    private IEnumerable<Stretch> Changes(Stretch at, bool isOurs)
    {
        var (side, from, to) = isOurs
            ? (theirs, at.TheirsFrom, at.TheirsTo)
            : (ours, at.OursFrom, at.OursTo);
        var table = new TokenTable();
        var (lines, sideLines) = (
            LinesOf(before, at.BaseFrom, at.BaseTo, table),
            LinesOf(side, from, to, table)
        );
        var left = isOurs ? (at.OursFrom, at.OursTo) : (at.TheirsFrom, at.TheirsTo);
        foreach (var hunk in SequenceDiff.Compare(lines.Ids, sideLines.Ids))
        {
            var (fromB, toB) = (sideLines.Starts[hunk.FromB], sideLines.Starts[hunk.ToB]);
            yield return new Stretch(
                lines.Starts[hunk.FromA],
                lines.Starts[hunk.ToA],
                isOurs ? left.Item1 : fromB,
                isOurs ? left.Item2 : toB,
                isOurs ? fromB : left.Item1,
                isOurs ? toB : left.Item2
            );
            left = (left.Item2, left.Item2);
        }
    }

    /// <summary>Where lines start, in tokens, and their numbers; equal lines have equal ones.</summary>
    private static (List<int> Starts, int[] Ids) LinesOf(
        ProseTokens tokens,
        int from,
        int to,
        TokenTable table
    )
    {
        var (starts, ids) = (new List<int> { from }, new List<int>());
        for (var at = from; at < to; at++)
        {
            if (tokens.IsBreak(at) || at + 1 == to)
            {
                var start = tokens.Starts[starts[^1]];
                ids.Add(table.IdOf(tokens.Text, start, tokens.Starts[at + 1] - start));
                starts.Add(at + 1);
            }
        }
        return (starts, [.. ids]);
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
}
