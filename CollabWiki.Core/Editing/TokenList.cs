namespace CollabWiki.Core.Editing;

/// <summary>A text cut into tokens: token i is <see cref="Starts"/>[i] up to Starts[i + 1], and equal tokens have equal ids.</summary>
internal sealed record TokenList(string Text, int[] Starts, int[] Ids)
{
    public int Count => Ids.Length;

    public ReadOnlySpan<char> Span(int from, int to) => Text.AsSpan(Starts[from]..Starts[to]);

    public ReadOnlySpan<char> this[int index] => Span(index, index + 1);
}
