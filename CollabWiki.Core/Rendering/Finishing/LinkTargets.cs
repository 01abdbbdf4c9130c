using AngleSharp.Dom;
using CollabWiki.Core.Rendering.Links;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>Turns relative links and images into addresses of the space, and marks links that lead out of the wiki.</summary>
internal static class LinkTargets
{
    public static void Finish(IElement body, PageAddress page)
    {
        var ids = body.QuerySelectorAll("[id]").Select(element => element.Id!).ToHashSet();
        foreach (var link in body.QuerySelectorAll("a[href]"))
        {
            var href = link.GetAttribute("href")!.Trim();
            switch (Kind(href))
            {
                case LinkKind.Outside:
                    link.SetAttribute("rel", "noopener nofollow");
                    break;
                case LinkKind.InPage:
                    link.SetAttribute("href", InPage(href, ids));
                    break;
                case LinkKind.Relative when Resolve(href, page) is { } address:
                    link.SetAttribute("href", address);
                    break;
                case LinkKind.Relative:
                    link.RemoveAttribute("href");
                    link.ClassList.Add("broken-link");
                    break;
            }
        }
        foreach (var image in body.QuerySelectorAll("img[src]"))
        {
            var source = image.GetAttribute("src")!.Trim();
            if (Kind(source) != LinkKind.Relative)
            {
                continue;
            }
            if (Resolve(source, page) is { } address)
            {
                image.SetAttribute("src", address);
            }
            else
            {
                image.RemoveAttribute("src");
            }
        }
    }

    private enum LinkKind
    {
        Outside,
        InPage,
        FromTheTop,
        Relative,
    }

    private static LinkKind Kind(string href)
    {
        // Browsers read "\" as "/".
        var path = href.Replace('\\', '/');
        var scheme = path.AsSpan().IndexOfAny(":/?#") is >= 0 and var i && path[i] == ':';
        return path switch
        {
            _ when scheme || path.StartsWith("//", StringComparison.Ordinal) => LinkKind.Outside,
            ['#', ..] => LinkKind.InPage,
            "" or ['/', ..] or ['?', ..] => LinkKind.FromTheTop,
            _ => LinkKind.Relative,
        };
    }

    /// <summary>A target that is spelled otherwise (capitals, an id that was set apart) is found nevertheless.</summary>
    private static string InPage(string href, HashSet<string> ids)
    {
        var target = Uri.UnescapeDataString(href[1..]);
        var found = new[] { target, target.ToLowerInvariant(), $"user-{target}" }.FirstOrDefault(
            ids.Contains
        );
        return found is null || found == target ? href : $"#{Uri.EscapeDataString(found)}";
    }

    private static string? Resolve(string href, PageAddress page)
    {
        var hash = href.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(href[(hash + 1)..]);
        var path = hash < 0 ? href : href[..hash];
        path = path.Split('?')[0];
        return
            RelativePath.TryResolve(page.Path, Uri.UnescapeDataString(path), out var resolved)
            && Pages.PageText.IsWellFormed(resolved)
            ? PageLinks.File(page.Space, resolved)
                + (
                    fragment.Length == 0
                        ? ""
                        : $"#{Uri.EscapeDataString(fragment.ToLowerInvariant())}"
                )
            : null;
    }
}
