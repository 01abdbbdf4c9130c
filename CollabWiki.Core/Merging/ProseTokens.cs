namespace CollabWiki.Core.Merging;

/// <summary>A stretch of a text in tokens: token i is <see cref="Starts"/>[i] up to Starts[i + 1].</summary>
/// <param name="Words">The places of the tokens that aren't white space.</param>
/// <param name="WordIds">Their numbers; equal words have equal ones.</param>
internal sealed record ProseTokens(
    string Text,
    int[] Starts,
    TokenKind[] Kinds,
    int[] Words,
    int[] WordIds
)
{
    public int Count => Kinds.Length;

    public ReadOnlySpan<char> Span(int from, int to) => Text.AsSpan(Starts[from]..Starts[to]);

    public ReadOnlySpan<char> this[int index] => Span(index, index + 1);

    public bool IsSpace(int index) => Kinds[index] >= TokenKind.Space;

    /// <summary>Whether a line that can't be laid out anew ends here.</summary>
    public bool IsBreak(int index) => Kinds[index] >= TokenKind.Break;

    /// <summary>Whether the text is the same in two stretches.</summary>
    public bool HasSame(int from, int to, ProseTokens other, int otherFrom, int otherTo) =>
        Span(from, to).SequenceEqual(other.Span(otherFrom, otherTo));

    /// <summary>The words, as places in <see cref="Words"/>, of a stretch of tokens.</summary>
    public Words WordsBetween(int from, int to) => new(WordAt(from), WordAt(to));

    /// <summary>The numbers of the words of a stretch of tokens.</summary>
    public ReadOnlySpan<int> IdsBetween(int from, int to)
    {
        var words = WordsBetween(from, to);
        return WordIds.AsSpan(words.From, words.Count);
    }

    /// <summary>The first word at a token or behind it.</summary>
    private int WordAt(int token)
    {
        var word = Array.BinarySearch(Words, token);
        return word < 0 ? ~word : word;
    }
}
