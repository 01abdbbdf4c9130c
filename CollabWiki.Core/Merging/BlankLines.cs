using System.Text;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Where both sides wrote, one blank line between two blocks is enough: more of them, which one side added, mean nothing in Markdown, and two edits
/// that each brought their own would leave a gap that neither wanted.
/// </summary>
internal sealed class BlankLines(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    // One ends the line, one the blank line.
    private const int Enough = 2;

    /// <summary>The piece without the blank lines that are too many.</summary>
    public Piece Fold(Piece piece)
    {
        var at = piece.At;
        if (
            ours.HasSame(at.OursFrom, at.OursTo, theirs, at.TheirsFrom, at.TheirsTo)
            || piece.Result is Outcome.Conflict or Outcome.Text
            || IsLoose(before, at.BaseFrom, at.BaseTo)
        )
        {
            return piece;
        }
        var (side, from, to) =
            piece.Result == Outcome.Ours
                ? (ours, at.OursFrom, at.OursTo)
                : (theirs, at.TheirsFrom, at.TheirsTo);
        return IsLoose(side, from, to) && !HasCode(side, from, to)
            ? piece with
            {
                Result = Outcome.Text,
                Reason = MergeReason.BlankLines,
                Text = Folded(side, from, to),
            }
            : piece;
    }

    private static bool HasCode(ProseTokens side, int from, int to) =>
        side.Kinds.AsSpan(from..to).ContainsAny(TokenKind.Code, TokenKind.CodeBreak);

    /// <summary>Whether there are two blank lines in a row, what stands around counted too.</summary>
    private static bool IsLoose(ProseTokens side, int from, int to)
    {
        var (start, end) = (side.Starts[from], side.Starts[to]);
        var breaks = BreaksBefore(side.Text, start);
        foreach (var sign in side.Text.AsSpan(start..end))
        {
            breaks = After(breaks, sign);
            if (breaks > Enough)
            {
                return true;
            }
        }
        return breaks + BreaksBehind(side.Text, end) > Enough;
    }

    private static string Folded(ProseTokens side, int from, int to)
    {
        var (start, end) = (side.Starts[from], side.Starts[to]);
        var folded = new StringBuilder(end - start);
        var breaks = BreaksBefore(side.Text, start);
        foreach (var sign in side.Text.AsSpan(start..end))
        {
            breaks = After(breaks, sign);
            folded.Append(sign);
            if (sign == '\n' && breaks > Enough)
            {
                CutLine(folded);
            }
        }
        var tooMany = Math.Min(breaks, Enough) + BreaksBehind(side.Text, end) - Enough;
        for (; tooMany > 0 && folded.Length > 0 && char.IsWhiteSpace(folded[^1]); tooMany--)
        {
            CutLine(folded);
        }
        return folded.ToString();
    }

    /// <summary>Takes the last line off, which is blank: its end and the white space in it.</summary>
    private static void CutLine(StringBuilder text)
    {
        do
        {
            text.Length--;
        } while (text.Length > 0 && text[^1] != '\n' && char.IsWhiteSpace(text[^1]));
    }

    private static int After(int breaks, char sign) =>
        sign == '\n' ? breaks + 1
        : char.IsWhiteSpace(sign) ? breaks
        : 0;

    private static int BreaksBefore(string text, int at)
    {
        var space = text.AsSpan(..at);
        return space[space.TrimEnd().Length..].Count('\n');
    }

    private static int BreaksBehind(string text, int at)
    {
        var space = text.AsSpan(at..);
        return space[..^space.TrimStart().Length].Count('\n');
    }
}
