using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Rendering.Links;

/// <summary>
/// The addresses that rendered text points to. They say what was written, not where it is now: the host looks that up when somebody follows
/// one, so that the HTML of a version holds for ever, whatever is renamed or made later.
/// </summary>
public static class PageLinks
{
    /// <summary>The page that a title means.</summary>
    public static string Go(SpaceKey space, string title) =>
        $"/wiki/{space}/-/go?title={Uri.EscapeDataString(title)}";

    /// <summary>The page or file at a path relative to the top of the space.</summary>
    public static string File(SpaceKey space, string path) =>
        $"/wiki/{space}/-/file/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
