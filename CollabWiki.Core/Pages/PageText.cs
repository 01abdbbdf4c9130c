using System.Text;

namespace CollabWiki.Core.Pages;

/// <summary>
/// What the text of a page may be: UTF-8 of at most <see cref="MaxBytes"/>, without NUL and without lone surrogates.
/// Line ends, a byte order mark and everything else stay as they came.
/// </summary>
public static class PageText
{
    /// <summary>The longest text, in bytes of UTF-8: 2 MiB.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Null when the text can be a page's, else why not.</summary>
    public static TextRefusal? Check(string text)
    {
        if (text.Length > MaxBytes)
        {
            return TextRefusal.TooLarge;
        }
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return TextRefusal.Nul;
        }
        if (!IsWellFormed(text))
        {
            return TextRefusal.LoneSurrogate;
        }
        return Strict.GetByteCount(text) > MaxBytes ? TextRefusal.TooLarge : null;
    }

    /// <summary>Whether each surrogate stands in a pair, so that the text can be written as UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\ud800', '\udfff'); i < text.Length && i >= 0; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }
            i++;
        }
        return true;
    }

    /// <summary>Reads a file's bytes; the byte order mark, if there is one, becomes the first character.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text, out TextRefusal refusal)
    {
        text = "";
        refusal = TextRefusal.TooLarge;
        if (bytes.Length > MaxBytes)
        {
            return false;
        }
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            refusal = TextRefusal.NotUtf8;
            return false;
        }
        refusal = TextRefusal.Nul;
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>The bytes of a text, the same that it was read from.</summary>
    public static byte[] Encode(string text) => Strict.GetBytes(text);
}
