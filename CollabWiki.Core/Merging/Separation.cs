namespace CollabWiki.Core.Merging;

/// <summary>
/// Whether edits of two people are far enough apart to settle by themselves: a line break or at least three words
/// that neither touched stand between them. Closer edits often change one thought in two ways.
/// </summary>
internal static class Separation
{
    private const int Words = 3;

    /// <summary>Counts untouched words from the end of <paramref name="text"/> backwards, up to what suffices.</summary>
    public static int Strength(string text, int from, int to)
    {
        var words = 0;
        var inWord = false;
        for (var i = from; i < to && words < Words; i++)
        {
            if (text[i] == '\n')
            {
                return Words;
            }
            var isWord = char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]);
            words += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }
        return words;
    }

    public static bool Suffices(int strength) => strength >= Words;
}
