namespace CollabWiki.Core.Merging;

/// <summary>
/// Makes conflicts as small as a reader would draw them. No part of one is: what one side deleted and the other left alone, what
/// both sides wrote alike, and lines that one side added and that have nothing to do with the rest.
/// </summary>
internal sealed class ConflictCuts(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    private readonly DeletionCut deletion = new(before, ours, theirs);
    private readonly CommonEnds ends = new(before, ours, theirs);
    private readonly CommonLines lines = new(before, ours, theirs);
    private readonly AddedLines added = new(before, ours, theirs);

    public IEnumerable<Piece> Of(Piece conflict, Cluster cluster) =>
        deletion
            .Of(conflict, cluster)
            .SelectMany(piece => Again(piece, ends.Of))
            .SelectMany(piece => Again(piece, lines.Of))
            .SelectMany(piece => Again(piece, added.Of))
            .Where(piece => !piece.At.IsEmpty)
            .Select(Alike);

    /// <summary>What is left of the base where both sides have nothing else is no conflict.</summary>
    private Piece Alike(Piece piece) =>
        piece.Result == Outcome.Conflict
        && ours.HasSame(
            piece.At.OursFrom,
            piece.At.OursTo,
            theirs,
            piece.At.TheirsFrom,
            piece.At.TheirsTo
        )
            ? new Piece(piece.At, Outcome.Ours, MergeReason.Same)
            : piece;

    private static IEnumerable<Piece> Again(Piece piece, Func<Piece, IEnumerable<Piece>> cut) =>
        piece.Result == Outcome.Conflict ? cut(piece) : [piece];
}
