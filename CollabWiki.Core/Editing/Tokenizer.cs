using System.Globalization;
using System.Text;

namespace CollabWiki.Core.Editing;

/// <summary>
/// Cuts texts into lines or words and numbers equal ones alike. A line holds its line break. A word is a run of letters,
/// marks and digits, or a single character of a script without spaces; white space is a run, and any other
/// character a token of its own. No cut lies inside a grapheme cluster (UAX #29).
/// </summary>
internal sealed class Tokenizer
{
    private readonly TokenTable table = new();

    private enum Kind
    {
        Word,
        Space,
        Single,
    }

    /// <summary>The lines from a place on, which must be the start of one.</summary>
    public TokenList Lines(string text, int from = 0)
    {
        var starts = new List<int>();
        var tokens = new List<int>();
        for (var at = from; at < text.Length; )
        {
            var length = LineLength(text.AsSpan(at));
            starts.Add(at);
            tokens.Add(table.IdOf(text, at, length));
            at += length;
        }
        starts.Add(text.Length);
        return new TokenList(text, [.. starts], [.. tokens]);
    }

    public TokenList Words(string text, int from, int to)
    {
        var starts = new List<int>();
        var tokens = new List<int>();
        for (var at = from; at < to; )
        {
            var length = WordLength(text.AsSpan(at..to));
            starts.Add(at);
            tokens.Add(table.IdOf(text, at, length));
            at += length;
        }
        starts.Add(to);
        return new TokenList(text, [.. starts], [.. tokens]);
    }

    private static int LineLength(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('\n');
        return end < 0 ? rest.Length : end + 1;
    }

    /// <summary>The length of the first token of a text that isn't empty.</summary>
    public static int WordLength(ReadOnlySpan<char> rest)
    {
        var length = GraphemeLength(rest);
        var kind = KindOf(rest);
        while (kind != Kind.Single && length < rest.Length && KindOf(rest[length..]) == kind)
        {
            length += GraphemeLength(rest[length..]);
        }
        return length;
    }

    private static int GraphemeLength(ReadOnlySpan<char> rest)
    {
        // Nothing of ASCII joins what is ASCII before it, but for a line break of two units.
        var plain = rest.Length == 1 || (rest[0] < 0x80 && rest[1] < 0x80 && rest[0] != '\r');
        return plain ? 1 : StringInfo.GetNextTextElementLength(rest);
    }

    private static Kind KindOf(ReadOnlySpan<char> rest)
    {
        if (char.IsAsciiLetterOrDigit(rest[0]))
        {
            return Kind.Word;
        }
        if (rest[0] is '\r' or '\n')
        {
            return Kind.Single;
        }
        Rune.DecodeFromUtf16(rest, out var rune, out _);
        return Rune.IsWhiteSpace(rune) ? Kind.Space
            : Rune.IsLetterOrDigit(rune) && !StandsAlone(rune.Value) ? Kind.Word
            : Kind.Single;
    }

    /// <summary>Thai, Lao, Burmese, Khmer, Kana, Bopomofo and the ideographs: scripts that put no space between words.</summary>
    private static bool StandsAlone(int rune) =>
        rune
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF66 and <= 0xFF9D)
                or (>= 0x1B000 and <= 0x1B2FF)
                or (>= 0x20000 and <= 0x3FFFF);
}
