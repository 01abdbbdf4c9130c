using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Transfer;

/// <summary>Which page each file becomes, and where it stands: pages that are there already keep their place, folders become pages.</summary>
internal sealed class ImportPlan
{
    private readonly PageTree tree;
    private readonly IReadOnlyDictionary<string, string> titles;
    private readonly List<PlannedPage> pages = [];

    private ImportPlan(PageTree tree, IReadOnlyDictionary<string, string> titles)
    {
        this.tree = tree;
        this.titles = titles;
    }

    /// <summary>Plans the pages of files, each parent before what is below it. <paramref name="titles"/> are those of the files, by path.</summary>
    public static IReadOnlyList<PlannedPage> Make(
        PageTree tree,
        IReadOnlyList<FoundFile> files,
        IReadOnlyDictionary<string, string> titles
    )
    {
        var plan = new ImportPlan(tree, titles);
        plan.AddFolder(Folder.Of(files), parent: null);
        return plan.pages;
    }

    private void AddFolder(Folder folder, PageId? parent)
    {
        if (folder.Path.Length > 0)
        {
            parent = folder.Own is { } own ? Add(own, parent).Id : AddFolderPage(folder, parent).Id;
        }
        else if (folder.Own is { } start)
        {
            // At the top there is no page for the rest to stand under: it only comes first.
            Add(start, parent: null);
        }
        foreach (var (file, below) in folder.InOrder())
        {
            if (file is not null)
            {
                Add(file, parent);
            }
            else
            {
                AddFolder(below!, parent);
            }
        }
    }

    private PlannedPage Add(FoundFile file, PageId? parent)
    {
        var page = tree.FindByPath(file.Path);
        var planned = new PlannedPage(
            page?.Id ?? PageId.New(),
            page?.Title ?? titles[file.Path],
            page is null ? parent : page.Parent,
            file
        )
        {
            IsNew = page is null,
        };
        pages.Add(planned);
        return planned;
    }

    private PlannedPage AddFolderPage(Folder folder, PageId? parent)
    {
        var title = PageTitle.Clean(folder.Name) ?? "Untitled";
        var page = tree.Children(parent)
            .FirstOrDefault(page => page.Path.Length == 0 && page.Title == title);
        var planned = new PlannedPage(page?.Id ?? PageId.New(), title, parent, File: null)
        {
            IsNew = page is null,
        };
        pages.Add(planned);
        return planned;
    }

    /// <summary>A folder that has pages in it, or below.</summary>
    private sealed class Folder(string path)
    {
        private readonly List<FoundFile> files = [];
        private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);

        public string Path => path;

        public string Name => path[(path.LastIndexOf('/') + 1)..];

        /// <summary>Its own page: README.md, else index.md.</summary>
        public FoundFile? Own =>
            files
                .Where(file => file.IsFolderPage)
                .MaxBy(
                    file => System.IO.Path.GetFileName(file.Path),
                    StringComparer.OrdinalIgnoreCase
                );

        public static Folder Of(IEnumerable<FoundFile> files)
        {
            var top = new Folder("");
            foreach (var file in files)
            {
                top.Below(file.Folder).files.Add(file);
            }
            return top;
        }

        /// <summary>What is in it, files and folders together by name, without its own page.</summary>
        public IEnumerable<(FoundFile? File, Folder? Folder)> InOrder()
        {
            var own = Own;
            var inside = new List<(string Path, FoundFile? File, Folder? Folder)>();
            inside.AddRange(
                files
                    .Where(file => file != own)
                    .Select(file => (file.Path, (FoundFile?)file, (Folder?)null))
            );
            inside.AddRange(
                folders.Values.Select(folder => (folder.Path, (FoundFile?)null, (Folder?)folder))
            );
            return inside
                .OrderBy(entry => entry.Path, StringComparer.OrdinalIgnoreCase)
                .Select(entry => (entry.File, entry.Folder));
        }

        private Folder Below(string wanted)
        {
            var folder = this;
            var at = "";
            foreach (var part in wanted.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                at = at.Length == 0 ? part : $"{at}/{part}";
                if (!folder.folders.TryGetValue(part, out var next))
                {
                    next = new Folder(at);
                    folder.folders[part] = next;
                }
                folder = next;
            }
            return folder;
        }
    }
}
