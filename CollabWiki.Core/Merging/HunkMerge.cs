using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Looks at the words of a stretch of lines that both sides changed.</summary>
internal sealed class HunkMerge(
    ProseCutter cutBase,
    ProseCutter cutOurs,
    ProseCutter cutTheirs,
    MergeOptions options
)
{
    public static HunkMerge Create(
        TokenList before,
        TokenList ours,
        TokenList theirs,
        MergeOptions options
    )
    {
        return new HunkMerge(Cutter(before), Cutter(ours), Cutter(theirs), options);

        ProseCutter Cutter(TokenList lines) => new(lines, MarkdownLines.Of(lines));
    }

    /// <summary>The pieces of a stretch of lines, in UTF-16 units.</summary>
    public List<Piece> Of(Stretch lines)
    {
        // New for each stretch: the diff wants numbers without gaps.
        var numbers = new TokenTable();
        var before = cutBase.Cut(lines.BaseFrom, lines.BaseTo, numbers);
        var ours = cutOurs.Cut(lines.OursFrom, lines.OursTo, numbers);
        var theirs = cutTheirs.Cut(lines.TheirsFrom, lines.TheirsTo, numbers);
        var settlement = new Settlement(before, ours, theirs);
        var cuts = new ConflictCuts(before, ours, theirs, settlement);
        var pieces = new List<Piece>();
        foreach (var cluster in Clusters.Of(before, ours, theirs))
        {
            var piece = settlement.Of(cluster);
            if (piece.Result == Outcome.Conflict)
            {
                pieces.AddRange(cuts.Of(piece, cluster).Select(Unite));
            }
            else
            {
                pieces.Add(piece);
            }
        }
        Neighbours.Explain(pieces, before);
        var blank = new BlankLines(before, ours, theirs);
        return InUnits(pieces.ConvertAll(blank.Fold), before, ours, theirs);

        Piece Unite(Piece piece)
        {
            var at = piece.At;
            if (
                piece.Result != Outcome.Conflict
                || !before.Span(at.BaseFrom, at.BaseTo).IsWhiteSpace()
            )
            {
                return piece;
            }
            var union = ListUnion.Of(
                before.Text,
                before.Starts[at.BaseFrom],
                before.Starts[at.BaseTo],
                ours.Span(at.OursFrom, at.OursTo).ToString(),
                theirs.Span(at.TheirsFrom, at.TheirsTo).ToString(),
                options
            );
            return union is null
                ? piece
                : piece with
                {
                    Result = Outcome.Text,
                    Reason = MergeReason.ListItems,
                    Text = union,
                };
        }
    }

    /// <summary>Puts what nobody changed between the pieces, and turns tokens into UTF-16 units.</summary>
    private static List<Piece> InUnits(
        List<Piece> pieces,
        ProseTokens before,
        ProseTokens ours,
        ProseTokens theirs
    )
    {
        var all = new List<Piece>(2 * pieces.Count + 1);
        var last = default(Stretch);
        foreach (var piece in pieces)
        {
            Keep(piece.At);
            all.Add(piece with { At = Units(piece.At) });
            last = piece.At;
        }
        Keep(
            new Stretch(
                before.Count,
                before.Count,
                ours.Count,
                ours.Count,
                theirs.Count,
                theirs.Count
            )
        );
        return all;

        void Keep(Stretch next)
        {
            var kept = last.Until(next);
            if (!kept.IsEmpty)
            {
                all.Add(new Piece(Units(kept), Outcome.Ours, MergeReason.Unchanged));
            }
        }

        Stretch Units(Stretch at) =>
            new(
                before.Starts[at.BaseFrom],
                before.Starts[at.BaseTo],
                ours.Starts[at.OursFrom],
                ours.Starts[at.OursTo],
                theirs.Starts[at.TheirsFrom],
                theirs.Starts[at.TheirsTo]
            );
    }
}
