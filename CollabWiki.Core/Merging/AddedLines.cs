namespace CollabWiki.Core.Merging;

/// <summary>
/// Cuts lines off the ends of a conflict that one side added and that have nothing to do with the base or the other side. Where
/// both added such lines, they belong to the conflict.
/// </summary>
internal sealed class AddedLines(
    ProseTokens before,
    ProseTokens ours,
    ProseTokens theirs,
    Settlement settlement
)
{
    // Lines of which so much is known are akin to it.
    private const double Akin = 0.5;
    private const double LeastAkin = 0.2;

    public Piece[] Of(Piece conflict)
    {
        var at = conflict.At;
        if (at.BaseFrom == at.BaseTo)
        {
            return [conflict];
        }
        var mine = Ends(ours, at.OursFrom, at.OursTo, Known(at, theirs));
        var others = Ends(theirs, at.TheirsFrom, at.TheirsTo, Known(at, ours));
        var (startsAlone, endsAlone) = (
            mine.Start == 0 || others.Start == 0,
            mine.End == 0 || others.End == 0
        );
        var middle = at with
        {
            OursFrom = at.OursFrom + (startsAlone ? mine.Start : 0),
            OursTo = at.OursTo - (endsAlone ? mine.End : 0),
            TheirsFrom = at.TheirsFrom + (startsAlone ? others.Start : 0),
            TheirsTo = at.TheirsTo - (endsAlone ? others.End : 0),
        };
        if (IsBase(middle, ours) || IsBase(middle, theirs))
        {
            // All that the side did was to add them: they are what is in conflict.
            return [conflict];
        }
        if (GoesOn(middle, at))
        {
            middle = WithoutBreak(middle, at);
        }
        return [Added(at.Before(middle)), conflict with { At = middle }, Added(at.After(middle))];
    }

    /// <summary>Whether lines cut off the end would go on with the last line of what stands before them, which has no end on the other side.</summary>
    private bool GoesOn(Stretch middle, Stretch whole)
    {
        var mine = ours.Span(middle.OursFrom, middle.OursTo);
        var other = theirs.Span(middle.TheirsFrom, middle.TheirsTo);
        if (middle.OursTo == whole.OursTo && middle.TheirsTo == whole.TheirsTo)
        {
            return false;
        }
        var settled = settlement.OfRest(new Piece(middle, Outcome.Conflict, default));
        return settled.Result switch
        {
            Outcome.Ours => LacksEnd(mine),
            Outcome.Theirs => LacksEnd(other),
            Outcome.Text => LacksEnd(settled.Text),
            _ => LacksEnd(mine) || LacksEnd(other),
        };
    }

    private static bool LacksEnd(ReadOnlySpan<char> text) => text is [.., not '\n'];

    /// <summary>Leaves the end of the last line to what is cut off.</summary>
    private Stretch WithoutBreak(Stretch middle, Stretch whole) =>
        middle.OursTo < whole.OursTo
            ? middle with
            {
                OursTo = middle.OursTo - BreakAtEnd(ours, middle.OursFrom, middle.OursTo),
            }
            : middle with
            {
                TheirsTo = middle.TheirsTo - BreakAtEnd(theirs, middle.TheirsFrom, middle.TheirsTo),
            };

    private static int BreakAtEnd(ProseTokens side, int from, int to) =>
        to > from && side.IsBreak(to - 1) ? 1 : 0;

    private bool IsBase(Stretch at, ProseTokens side)
    {
        var (from, to) = ReferenceEquals(side, ours)
            ? (at.OursFrom, at.OursTo)
            : (at.TheirsFrom, at.TheirsTo);
        return before.IdsBetween(at.BaseFrom, at.BaseTo).SequenceEqual(side.IdsBetween(from, to));
    }

    private static Piece Added(Stretch at) =>
        at.TheirsFrom == at.TheirsTo
            ? new Piece(at, Outcome.Ours, MergeReason.OnlyOurs)
            : new Piece(at, Outcome.Theirs, MergeReason.OnlyTheirs);

    /// <summary>The words of the base and of one side.</summary>
    private HashSet<int> Known(Stretch at, ProseTokens side)
    {
        var (from, to) = ReferenceEquals(side, ours)
            ? (at.OursFrom, at.OursTo)
            : (at.TheirsFrom, at.TheirsTo);
        var known = new HashSet<int>();
        AddWords(known, before, at.BaseFrom, at.BaseTo);
        AddWords(known, side, from, to);
        return known;
    }

    private static void AddWords(HashSet<int> known, ProseTokens tokens, int from, int to)
    {
        foreach (var word in tokens.WordsBetween(from, to))
        {
            if (!IsSign(tokens, word))
            {
                known.Add(tokens.WordIds[word]);
            }
        }
    }

    /// <summary>The tokens at the start and at the end that stand in lines that aren't akin to what is known.</summary>
    private static (int Start, int End) Ends(ProseTokens side, int from, int to, HashSet<int> known)
    {
        var lines = new List<(int From, int To, double Kinship)>();
        var start = from;
        for (var at = from; at < to; at++)
        {
            if (side.IsBreak(at) || at + 1 == to)
            {
                lines.Add((start, at + 1, Kinship(side, start, at + 1, known)));
                start = at + 1;
            }
        }
        var most = lines.Count == 0 ? 0 : lines.Max(line => line.Kinship);
        // A line that was written anew is the one that has most of it left.
        var akin = Math.Min(Akin, most);
        return most < LeastAkin
            ? (0, 0)
            : (
                lines.Find(line => line.Kinship >= akin).From - from,
                to - lines.FindLast(line => line.Kinship >= akin).To
            );
    }

    /// <summary>How much of the words of a line is known, by their length: short words are in any two lines.</summary>
    private static double Kinship(ProseTokens tokens, int from, int to, HashSet<int> known)
    {
        var (all, common) = (0, 0);
        foreach (var word in tokens.WordsBetween(from, to))
        {
            if (!IsSign(tokens, word))
            {
                var length = tokens[tokens.Words[word]].Length;
                all += length;
                common += known.Contains(tokens.WordIds[word]) ? length : 0;
            }
        }
        return common == 0 ? 0 : (double)common / all;
    }

    private static bool IsSign(ProseTokens tokens, int word) =>
        tokens.Kinds[tokens.Words[word]] is TokenKind.Sign or TokenKind.Cell;
}
