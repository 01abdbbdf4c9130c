using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Rendering;

/// <summary>Where a text stands, for its relative links: the space and the page's file in it (empty for a page made in the wiki).</summary>
internal sealed record PageAddress(SpaceKey Space, string Path);
