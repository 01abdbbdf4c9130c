using System.Net;
using CollabWiki.Core.Rendering.Guarding;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Rendering;

/// <summary>Turns the text of a page into HTML that is safe to show.</summary>
public sealed class PageRenderer
{
    private const string Explanation =
        "<div class=\"callout callout-warning\"><p class=\"callout-title\">Shown as plain text</p>"
        + "<p>This text nests too deeply, or takes too long, to be shown as Markdown. Nothing of it is lost.</p></div>";

    private readonly WikiPipeline pipeline = new();
    private readonly HtmlPolicy policy = new();

    /// <summary>
    /// Renders any text; never throws. <paramref name="path"/> is the page's file, which relative links start from (empty: the top of the space).
    /// The HTML depends on nothing but the arguments, so it holds as long as the version does.
    /// </summary>
    public RenderedPage Render(SpaceKey space, string path, string text)
    {
        text = text.StartsWith('\ufeff') ? text[1..] : text;
        var page = new PageAddress(space, path);
        try
        {
            return policy.Apply(pipeline.ToHtml(space, text), page);
        }
        // Markdig says so when a text nests deeper than it goes.
        catch (Exception exception) when (exception is ArgumentException or TooCostlyException)
        {
            return policy.Apply(
                $"{Explanation}<pre><code>{WebUtility.HtmlEncode(text)}</code></pre>",
                page
            );
        }
    }
}
