using Markdig.Renderers;
using Markdig.Syntax;

namespace CollabWiki.Core.Rendering.Callouts;

internal static class CalloutWriter
{
    /// <summary>Writes a callout without its icon, which is drawn after sanitising: SVG in the text itself is never let through.</summary>
    public static void Write(
        HtmlRenderer renderer,
        ContainerBlock content,
        CalloutKind kind,
        string title
    )
    {
        renderer.EnsureLine();
        renderer.Write($"<div class=\"callout callout-{kind.Name}\"><p class=\"callout-title\">");
        renderer.WriteEscape(title);
        renderer.WriteLine("</p>");
        renderer.WriteChildren(content);
        renderer.WriteLine("</div>");
    }
}
