namespace CollabWiki.Core.Rendering;

/// <summary>A heading of a rendered page: level 1–6, the id that it can be linked by, its text without markup.</summary>
public sealed record Heading(int Level, string Id, string Text);

/// <summary>A page as sanitised HTML, with what the frame around it needs.</summary>
/// <param name="Html">Safe to put into a page as it is.</param>
/// <param name="Words">How many words there are to read.</param>
public sealed record RenderedPage(string Html, IReadOnlyList<Heading> Headings, int Words)
{
    /// <summary>Minutes that reading takes, at 220 words a minute; at least 1.</summary>
    public int Minutes => Math.Max(1, (Words + 110) / 220);
}
