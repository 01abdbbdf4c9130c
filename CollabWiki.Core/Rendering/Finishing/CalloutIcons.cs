using AngleSharp.Dom;
using CollabWiki.Core.Rendering.Callouts;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>Draws the icon before the title of each callout.</summary>
internal static class CalloutIcons
{
    private const string Svg = "http://www.w3.org/2000/svg";

    public static void Finish(IElement body)
    {
        foreach (var title in body.QuerySelectorAll(".callout > .callout-title"))
        {
            var kind = title
                .ParentElement!.ClassList.Select(name =>
                    name.StartsWith("callout-", StringComparison.Ordinal)
                        ? CalloutKind.Find(name[8..])
                        : null
                )
                .FirstOrDefault(kind => kind is not null);
            if (kind is null)
            {
                continue;
            }
            var icon = body.Owner!.CreateElement(Svg, "svg");
            icon.SetAttribute("class", "icon");
            icon.SetAttribute("aria-hidden", "true");
            var use = body.Owner.CreateElement(Svg, "use");
            use.SetAttribute("href", $"/icons.svg#{kind.Icon}");
            icon.Append(use);
            title.Prepend(icon);
        }
    }
}
