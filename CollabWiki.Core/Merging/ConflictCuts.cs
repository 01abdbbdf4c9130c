namespace CollabWiki.Core.Merging;

/// <summary>
/// Makes conflicts as small as a reader would draw them. No part of one is: what one side deleted and the other left alone, what
/// both sides wrote alike, and lines that one side added and that have nothing to do with the rest.
/// </summary>
internal sealed class ConflictCuts(
    ProseTokens before,
    ProseTokens ours,
    ProseTokens theirs,
    Settlement settlement
)
{
    private readonly DeletionCut deletion = new(before, ours, theirs);
    private readonly CommonEnds ends = new(before, ours, theirs);
    private readonly CommonLines lines = new(before, ours, theirs);
    private readonly AddedLines added = new(before, ours, theirs, settlement);

    public IEnumerable<Piece> Of(Piece conflict, Cluster cluster)
    {
        var whole = Settle(conflict);
        return whole.Result == Outcome.Conflict ? Cut(conflict, cluster) : [whole];
    }

    private IEnumerable<Piece> Cut(Piece conflict, Cluster cluster) =>
        deletion
            .Of(conflict, cluster)
            .SelectMany(piece => Again(piece, ends.Of))
            .SelectMany(piece => Again(piece, lines.Of))
            .SelectMany(piece => Again(piece, added.Of))
            .Where(piece => !piece.At.IsEmpty)
            .Select(Settle);

    private Piece Settle(Piece piece) =>
        piece.Result == Outcome.Conflict ? settlement.OfRest(piece) : piece;

    private static IEnumerable<Piece> Again(Piece piece, Func<Piece, IEnumerable<Piece>> cut) =>
        piece.Result == Outcome.Conflict ? cut(piece) : [piece];
}
