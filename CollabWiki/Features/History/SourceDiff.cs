using CollabWiki.Core.Editing;

namespace CollabWiki.Features.History;

/// <summary>Whether a piece of text stands in both versions or in one.</summary>
public enum Fate
{
    Kept,
    Added,
    Removed,
}

/// <summary>A stretch of a line; <paramref name="Change"/> numbers the change that it belongs to.</summary>
public sealed record SourcePiece(string Text, Fate Fate, int Change);

/// <summary>A line of the source, old and new words in one.</summary>
public sealed record SourceLine(IReadOnlyList<SourcePiece> Pieces)
{
    public bool IsChanged => Pieces.Any(piece => piece.Fate != Fate.Kept);
}

/// <summary>Two texts in one, line by line, with the words that changed.</summary>
internal static class SourceDiff
{
    public static (IReadOnlyList<SourceLine> Lines, int Changes) Between(
        string before,
        string after
    )
    {
        var changes = TextDiff.Between(before, after).Changes;
        var pieces = new List<SourcePiece>();
        var at = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            pieces.Add(new SourcePiece(after[at..change.FromB], Fate.Kept, i));
            pieces.Add(new SourcePiece(before[change.FromA..change.ToA], Fate.Removed, i));
            pieces.Add(new SourcePiece(after[change.FromB..change.ToB], Fate.Added, i));
            at = change.ToB;
        }
        pieces.Add(new SourcePiece(after[at..], Fate.Kept, changes.Count));
        return (Lines(pieces), changes.Count);
    }

    private static List<SourceLine> Lines(List<SourcePiece> pieces)
    {
        var lines = new List<SourceLine>();
        var line = new List<SourcePiece>();
        foreach (var piece in pieces)
        {
            var rest = piece.Text;
            for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
            {
                line.Add(piece with { Text = rest[..(end + 1)] });
                lines.Add(new SourceLine(line));
                line = [];
                rest = rest[(end + 1)..];
            }
            if (rest.Length > 0)
            {
                line.Add(piece with { Text = rest });
            }
        }
        if (line.Count > 0)
        {
            lines.Add(new SourceLine(line));
        }
        return lines;
    }
}
