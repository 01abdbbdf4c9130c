using System.Text;
using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>
/// Writes a tree as HTML (WHATWG HTML, 13.3 "Serializing HTML fragments"), for trees without elements whose text is raw.
/// AngleSharp's own writer takes quadratic time in the number of siblings: minutes for a list of 250,000 items.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Void =
    [
        "area",
        "br",
        "col",
        "hr",
        "img",
        "input",
        "wbr",
    ];

    public static string Of(IElement body)
    {
        var html = new StringBuilder();
        WriteChildren(html, body);
        return html.ToString();
    }

    private static void WriteChildren(StringBuilder html, INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
            {
                Escape(html, text.Data, inAttribute: false);
            }
            else if (node is IElement element)
            {
                Write(html, element);
            }
        }
    }

    private static void Write(StringBuilder html, IElement element)
    {
        html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            html.Append(' ').Append(attribute.Name).Append("=\"");
            Escape(html, attribute.Value, inAttribute: true);
            html.Append('"');
        }
        html.Append('>');
        if (Void.Contains(element.LocalName))
        {
            return;
        }
        // The parser skips a line break right after <pre>.
        if (element.LocalName == "pre" && element.FirstChild is IText { Data: ['\n', ..] })
        {
            html.Append('\n');
        }
        WriteChildren(html, element);
        html.Append("</").Append(element.LocalName).Append('>');
    }

    private static void Escape(StringBuilder html, string text, bool inAttribute)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '\u00a0' => html.Append("&nbsp;"),
                '"' when inAttribute => html.Append("&quot;"),
                _ => html.Append(c),
            };
        }
    }
}
