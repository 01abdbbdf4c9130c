using AngleSharp;
using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>The tags of an element without what is between them.</summary>
internal static class Tags
{
    private static readonly HashSet<string> Blocks = new(
        "address article aside blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table caption colgroup tbody td tfoot th thead tr ul".Split(
            ' '
        ),
        StringComparer.OrdinalIgnoreCase
    );

    public static bool IsBlock(INode node) =>
        node is IElement element && Blocks.Contains(element.LocalName);

    public static string Open(IElement element)
    {
        var html = ((IElement)element.Clone(deep: false)).ToHtml();
        var close = Close(element);
        return html.EndsWith(close, StringComparison.Ordinal) ? html[..^close.Length] : html;
    }

    public static string Close(IElement element) => $"</{element.LocalName}>";
}
