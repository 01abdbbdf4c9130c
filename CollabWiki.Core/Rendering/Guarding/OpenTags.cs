using System.Buffers;

namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>
/// Tells HTML that leaves hundreds of elements open. Building its tree takes quadratic time, and the usual reason is
/// a text about <c>List&lt;T&gt;</c> whose tags were never meant as tags.
/// </summary>
internal static class OpenTags
{
    private const int Max = 400;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\f/>");

    /// <summary>Elements that need no end tag, or end by themselves.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
    };

    /// <summary>Counts, for each name, start tags that no end tag follows; never fewer than are open in a browser's tree.</summary>
    public static bool AreTooMany(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var ignored = Ignored.GetAlternateLookup<ReadOnlySpan<char>>();
        var sum = 0;
        for (var i = html.IndexOf('<'); i >= 0; i = html.IndexOf('<', i + 1))
        {
            var ends = i + 1 < html.Length && html[i + 1] == '/';
            var name = Name(html.AsSpan(ends ? i + 2 : i + 1));
            if (name.IsEmpty || ignored.Contains(name))
            {
                continue;
            }
            names.TryGetValue(name, out var count);
            if (ends && count == 0)
            {
                continue;
            }
            var step = ends ? -1 : 1;
            names[name] = count + step;
            sum += step;
            if (sum > Max)
            {
                return true;
            }
        }
        return false;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> html)
    {
        if (html.IsEmpty || !char.IsAsciiLetter(html[0]))
        {
            return [];
        }
        var end = html.IndexOfAny(Ends);
        return end < 0 ? html : html[..end];
    }
}
