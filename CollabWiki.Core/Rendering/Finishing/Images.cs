using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>Images load when they come into view, and other sites don't learn which page showed them.</summary>
internal static class Images
{
    public static void Finish(IElement body)
    {
        foreach (var image in body.QuerySelectorAll("img"))
        {
            image.SetAttribute("loading", "lazy");
            image.SetAttribute("referrerpolicy", "no-referrer");
        }
    }
}
