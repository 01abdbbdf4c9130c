namespace CollabWiki.Core.Merging;

/// <summary>
/// Whether edits of two people are far enough apart to settle by themselves. Between them must stand, untouched: three
/// words, or a whole line (an empty one too), or a line break and a word. Closer edits often change one thought in two
/// ways. Words are what white space parts: an address is one word, however many names are in it.
/// </summary>
internal static class Separation
{
    private const int Enough = 3;
    private const int LineBreak = 2;

    /// <summary>What the untouched text from one place to another is worth: one a word, two a line break.</summary>
    public static int Strength(ReadOnlySpan<char> text)
    {
        var strength = 0;
        var inWord = false;
        foreach (var unit in text)
        {
            if (char.IsWhiteSpace(unit))
            {
                strength += unit == '\n' ? LineBreak : 0;
                inWord = false;
            }
            else if (!inWord && (char.IsLetterOrDigit(unit) || char.IsSurrogate(unit)))
            {
                strength++;
                inWord = true;
            }
            if (Suffices(strength))
            {
                break;
            }
        }
        return strength;
    }

    public static bool Suffices(int strength) => strength >= Enough;
}
