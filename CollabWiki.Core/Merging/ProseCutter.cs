using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Cuts lines into words and signs with the white space between them; an address is one word and so is a line of code.
/// No cut lies inside a grapheme cluster (UAX #29).
/// </summary>
internal sealed class ProseCutter(TokenList lines, LineKind[] lineKinds)
{
    private TokenTable table = new();
    private readonly List<int> starts = [];
    private readonly List<TokenKind> kinds = [];
    private readonly List<int> words = [];
    private readonly List<int> wordIds = [];

    // The white space that is being gathered: where it starts, and the line that it ends.
    private int space;
    private int spaceLine;

    /// <summary>Cuts the lines between two; <paramref name="numbers"/> gives equal words of all that is compared one number.</summary>
    public ProseTokens Cut(int fromLine, int toLine, TokenTable numbers)
    {
        Clear();
        table = numbers;
        space = lines.Starts[fromLine];
        spaceLine = fromLine;
        for (var line = fromLine; line < toLine; line++)
        {
            CutLine(line);
        }
        EndSpace(lines.Starts[toLine], toLine);
        return new ProseTokens(
            lines.Text,
            [.. starts, lines.Starts[toLine]],
            [.. kinds],
            [.. words],
            [.. wordIds]
        );
    }

    private void Clear()
    {
        starts.Clear();
        kinds.Clear();
        words.Clear();
        wordIds.Clear();
    }

    private void CutLine(int line)
    {
        var (at, end) = (lines.Starts[line], lines.Starts[line + 1]);
        var content = at + lines[line].TrimEnd().Length;
        if (lineKinds[line] == LineKind.Code)
        {
            if (content > at)
            {
                Add(at, content, TokenKind.Code, line);
            }
            return;
        }
        while (at < end)
        {
            var rest = lines.Text.AsSpan(at..end);
            var length = ProseWord.LengthOf(rest, out var kind);
            if (kind != TokenKind.Space)
            {
                var isCell = lineKinds[line] == LineKind.TableRow && rest[0] == '|';
                Add(at, at + length, isCell ? TokenKind.Cell : kind, line);
            }
            at += length;
        }
    }

    private void Add(int from, int to, TokenKind kind, int line)
    {
        EndSpace(from, line);
        words.Add(kinds.Count);
        wordIds.Add(IdOf(from, to, kind));
        starts.Add(from);
        kinds.Add(kind);
        (space, spaceLine) = (to, line);
    }

    private int IdOf(int from, int to, TokenKind kind)
    {
        // Rules of any length are one word: "---" under a table's head grows with its cells.
        var isRule = kind == TokenKind.Sign && to - from >= 3 && lines.Text[from] is '-' or '=';
        return table.IdOf(lines.Text, from, isRule ? 3 : to - from);
    }

    private void EndSpace(int to, int line)
    {
        if (to == space)
        {
            return;
        }
        starts.Add(space);
        kinds.Add(KindOfSpace(line));
    }

    private TokenKind KindOfSpace(int line)
    {
        if (line == spaceLine)
        {
            return TokenKind.Space;
        }
        var (before, after) = (lineKinds[spaceLine], KindAt(line));
        return before == LineKind.Code && after == LineKind.Code ? TokenKind.CodeBreak
            : line == spaceLine + 1
            && before is LineKind.Text or LineKind.Item
            && after == LineKind.Text
                ? TokenKind.Space
            : TokenKind.Break;
    }

    private LineKind KindAt(int line) => line < lineKinds.Length ? lineKinds[line] : LineKind.Blank;
}
