using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>Gives headings their ids and a link to themselves, and keeps every other id apart from them.</summary>
internal static partial class HeadingAnchors
{
    private const string Selector = "h1, h2, h3, h4, h5, h6";

    public static IReadOnlyList<Heading> Finish(IElement body)
    {
        foreach (var anchor in body.QuerySelectorAll("a.anchor"))
        {
            anchor.Remove();
        }
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        SetApart(body, taken);
        var headings = new List<Heading>();
        foreach (var heading in body.QuerySelectorAll(Selector))
        {
            var text = Spaces().Replace(heading.TextContent, " ").Trim();
            var id = HeadingId.MakeUnique(
                heading.Id is { Length: > 0 } own ? own : HeadingId.From(text),
                taken
            );
            heading.Id = id;
            if (text.Length == 0)
            {
                continue;
            }
            headings.Add(new Heading(heading.LocalName[1] - '0', id, text));
            // A link inside a link would tear the heading apart.
            if (heading.Closest("a") is null)
            {
                heading.Append(Anchor(body.Owner!, id));
            }
        }
        return headings;
    }

    /// <summary>Ids that an author wrote begin with "user-", so that none is that of an element of the frame; those of headings stay if they could come from a heading.</summary>
    private static void SetApart(IElement body, Dictionary<string, int> taken)
    {
        foreach (var element in body.QuerySelectorAll("[id], [name]"))
        {
            var id = element.Id is { Length: > 0 } own ? own : element.GetAttribute("name");
            element.RemoveAttribute("name");
            element.RemoveAttribute("id");
            if (string.IsNullOrEmpty(id) || id.Length > 200 || id.Any(char.IsWhiteSpace))
            {
                continue;
            }
            if (element.Matches(Selector))
            {
                if (HeadingId.From(id) == id)
                {
                    element.Id = id;
                }
                continue;
            }
            var apart =
                IsFootnote().IsMatch(id) || id.StartsWith("user-", StringComparison.Ordinal)
                    ? id
                    : $"user-{id}";
            if (taken.TryAdd(apart, 0))
            {
                element.Id = apart;
            }
        }
    }

    private static IElement Anchor(IDocument document, string id)
    {
        var anchor = document.CreateElement("a");
        anchor.ClassName = "anchor";
        anchor.SetAttribute("href", $"#{Uri.EscapeDataString(id)}");
        anchor.SetAttribute("aria-label", "Link to this section");
        return anchor;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex("^fn(ref)?:[0-9]+(:[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsFootnote();
}
