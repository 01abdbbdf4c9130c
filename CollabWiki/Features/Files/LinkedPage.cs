using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Files;

/// <summary>The page that a relative link means.</summary>
internal static class LinkedPage
{
    private static readonly string[] Endings =
    [
        "",
        ".md",
        ".markdown",
        "/README.md",
        "/readme.md",
        "/index.md",
    ];

    /// <summary>By the file it was imported from ("guide", "guide.md" and "guide/README.md" alike), else by its slug, as pages made in the wiki are exported.</summary>
    public static Page? Find(PageTree tree, string path)
    {
        var byPath = Endings
            .Select(ending => tree.FindByPath(path + ending))
            .FirstOrDefault(page => page is not null);
        if (byPath is not null)
        {
            return byPath;
        }
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var ending in Endings[1..3])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                name = name[..^ending.Length];
            }
        }
        return Slug.TryParse(name, out var slug) ? tree.Find(slug) : null;
    }
}
