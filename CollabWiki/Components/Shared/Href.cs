using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Components.Shared;

/// <summary>The addresses of what the wiki shows.</summary>
internal static class Href
{
    public const string Home = "/";

    public static string To(Space space) => $"/wiki/{space.Key}";

    public static string To(Page page) =>
        $"/wiki/{page.Space}/{Uri.EscapeDataString(page.Slug.Value)}";

    public static string ToEdit(Page page) => $"{To(page)}/edit";

    public static string ToHistory(Page page) => $"{To(page)}/history";

    public static string To(Page page, Version version) => $"{To(page)}/versions/{version}";

    public static string ToCompare(Page page, Version from, Version to, bool source = false) =>
        $"{To(page)}/compare?from={from}&to={to}{(source ? "&view=source" : "")}";

    public static string ToTrash(Space space) => $"{To(space)}/-/trash";

    /// <summary>The form that makes a page, with a title and the page above it filled in where they are known.</summary>
    public static string ToNew(Space space, PageId? parent = null, string title = "")
    {
        var filled = new List<string>(2);
        if (title.Length > 0)
        {
            filled.Add($"title={Uri.EscapeDataString(title)}");
        }
        if (parent is { } id)
        {
            filled.Add($"parent={id}");
        }
        return $"{To(space)}/-/new{(filled.Count > 0 ? "?" + string.Join('&', filled) : "")}";
    }

    public static string ToSignIn(string returnUrl) =>
        $"/account/signin?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
