using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>The first word, sign, address or white space of a text.</summary>
internal static class ProseWord
{
    private static readonly System.Buffers.SearchValues<char> AfterAddress =
        System.Buffers.SearchValues.Create(" \t\r\n\f\v\u00a0<>\"'`()[]{}|");

    public static int LengthOf(ReadOnlySpan<char> text, out TokenKind kind)
    {
        var first = text[0];
        if (char.IsAsciiLetter(first) && AddressLength(text) is > 0 and var address)
        {
            kind = TokenKind.Address;
            return address;
        }
        var length = Tokenizer.WordLength(text);
        if (text[..length].IsWhiteSpace())
        {
            kind = TokenKind.Space;
        }
        else if (IsWord(text))
        {
            length = Extend(text, length);
            kind = HasDigit(text[..length]) ? TokenKind.Number : TokenKind.Word;
        }
        else
        {
            kind = TokenKind.Sign;
            length = length == 1 ? RunLength(text) : length;
        }
        return length;
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        System.Text.Rune.DecodeFromUtf16(text, out var rune, out _);
        return System.Text.Rune.IsLetterOrDigit(rune);
    }

    /// <summary>An apostrophe or a low line between letters is part of the word.</summary>
    private static int Extend(ReadOnlySpan<char> text, int length)
    {
        while (
            length + 1 < text.Length
            && text[length] is '\'' or '’' or '_'
            && char.IsLetterOrDigit(text[length + 1])
        )
        {
            length += 1 + Tokenizer.WordLength(text[(length + 1)..]);
        }
        return length;
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('#' or '-' or '=' or '*' or '_' or '~' or '`'))
        {
            return 1;
        }
        var end = text.IndexOfAnyExcept(text[0]);
        end = end < 0 ? text.Length : end;
        // The last of them may carry a combining mark, and is then no such sign.
        return end < text.Length && end > 1 && Tokenizer.WordLength(text[(end - 1)..]) > 1
            ? end - 1
            : end;
    }

    private static bool HasDigit(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            if (char.IsDigit(unit))
            {
                return true;
            }
        }
        return false;
    }

    private static int AddressLength(ReadOnlySpan<char> text)
    {
        var starts =
            text.StartsWith("https://", StringComparison.Ordinal)
            || text.StartsWith("http://", StringComparison.Ordinal)
            || text.StartsWith("mailto:", StringComparison.Ordinal);
        if (!starts)
        {
            return 0;
        }
        var end = text.IndexOfAny(AfterAddress);
        end = end < 0 ? text.Length : end;
        while (end > 0 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?')
        {
            end--;
        }
        // Only where a plain sign follows: no cut inside a grapheme cluster.
        return end == text.Length || text[end] < 0x80 ? end : 0;
    }
}
