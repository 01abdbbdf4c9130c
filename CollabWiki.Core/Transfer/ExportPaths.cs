using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Transfer;

/// <summary>Where each page is exported to: to the file it was imported from, else to a folder by the slugs above it.</summary>
internal sealed class ExportPaths
{
    private readonly PageTree tree;
    private readonly HashSet<string> taken;
    private readonly Dictionary<PageId, string> paths = [];

    public ExportPaths(PageTree tree, IEnumerable<string> files)
    {
        this.tree = tree;
        taken = new HashSet<string>(files, StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(tree.InOrder().Select(page => page.Path).Where(path => path.Length > 0));
    }

    /// <summary>The file of a page; those above it were asked for before.</summary>
    public string Of(Page page)
    {
        var path = page.Path.Length > 0 ? page.Path : Free($"{FolderFor(page)}{page.Slug}");
        paths[page.Id] = path;
        return path;
    }

    /// <summary>The folder for what is below a page, with "/" at its end: "guide/" for guide/README.md, "guide/start/" for guide/start.md.</summary>
    private string FolderFor(Page page)
    {
        if (page.Parent is not { } parent)
        {
            return "";
        }
        var above = paths[parent];
        var name = Path.GetFileNameWithoutExtension(above).ToUpperInvariant();
        var folder = FoundFile.FolderOf(above);
        return name is "README" or "INDEX"
            ? (folder.Length == 0 ? "" : $"{folder}/")
            : $"{above[..^Path.GetExtension(above).Length]}/";
    }

    /// <summary>A folder's own page has no file; what is below it stands in the folder that its imported pages came from.</summary>
    public void Pass(Page page)
    {
        var folder = tree.Children(page.Id)
            .Where(child => child.Path.Contains('/', StringComparison.Ordinal))
            .Select(child => FoundFile.FolderOf(child.Path))
            .FirstOrDefault();
        paths[page.Id] = folder is null
            ? $"{FolderFor(page)}{page.Slug}.md"
            : $"{folder}/README.md";
    }

    private string Free(string start)
    {
        var path = $"{start}.md";
        for (var number = 2; !taken.Add(path); number++)
        {
            path = $"{start}-{number}.md";
        }
        return path;
    }
}
