namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>How much of one page is coloured; the rest stays plain, so that no page is slow because of its code.</summary>
internal sealed class HighlightBudget
{
    private const int MaxCharacters = 100_000;

    /// <summary>Longer lines are data or minified code: costly to colour and not read.</summary>
    private const int MaxLine = 1_000;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(3);

    private int characters = MaxCharacters;
    private TimeSpan time = MaxTime;

    /// <summary>What is left for the next line.</summary>
    public TimeSpan Time => time;

    /// <summary>Takes a line's characters from the budget; false when it is used up or the line is too long.</summary>
    public bool TryTake(string line)
    {
        characters -= line.Length;
        return characters >= 0 && time > TimeSpan.Zero && line.Length <= MaxLine;
    }

    public void Spend(TimeSpan spent) => time -= spent;
}
