using System.Text;

namespace CollabWiki.Core.Accounts;

/// <summary>Names and the like as people type them.</summary>
internal static class TypedText
{
    /// <summary>In Unicode's composed form; what is no character (half of a pair, U+FFFE), on which <see cref="string.Normalize()"/> throws, becomes "�".</summary>
    public static string Composed(this string typed)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            text.Append(rune.Value == 0xfffe ? Rune.ReplacementChar : rune);
        }
        return text.ToString().Normalize();
    }
}
