using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using CsCheck;

namespace CollabWiki.Tests.Core.Pages;

/// <summary>A tree that people change one step after the other.</summary>
internal sealed class TreeStory
{
    private readonly List<PageId> ids = [];

    /// <summary>Stories by chance: each step is a verb, two pages it is about, and a title.</summary>
    public static Gen<(int Verb, int Page, int Other, string Title)[]> Steps { get; } =
        Gen.Select(
            Gen.Int[0, 9],
            Gen.Int[0, 30],
            Gen.Int[-1, 30],
            Gen.OneOf("Notes", "notes", "Notes 2", "Plan", "😀", "Ideas")
        ).Array[1, 60];

    public PageTree Tree { get; private set; } = PageTree.Empty(Some.Team);

    public Page this[PageId id] => Tree.Find(id)!;

    public PageId Add(string title, PageId? under = null, PageId? id = null)
    {
        var page = id ?? PageId.New();
        Take(Tree.Add(page, title, null, under, "", Some.Anna, Some.Time));
        ids.Add(page);
        return page;
    }

    public TreeChange TryAdd(string title, PageId? under = null, string? slug = null) =>
        Tree.Add(
            PageId.New(),
            title,
            slug is null ? null : Some.Slug(slug),
            under,
            "",
            Some.Anna,
            Some.Time
        );

    public void Rename(PageId page, string title, string? slug) =>
        Take(Tree.Rename(page, title, slug is null ? null : Some.Slug(slug)));

    public void Move(PageId page, PageId? under, PageId? before) =>
        Take(Tree.Move(page, under, before));

    public void Trash(PageId page) => Take(Tree.Trashed(page, Some.Ben, Some.Time));

    public void Restore(PageId page) => Take(Tree.Restored(page));

    public PageId? Find(string slug) => Tree.Find(Some.Slug(slug))?.Id;

    public IEnumerable<PageId> Children(PageId? parent) =>
        Tree.Children(parent).Select(page => page.Id);

    /// <summary>The addresses in the order of the tree.</summary>
    public IEnumerable<string> Slugs() => Tree.InOrder().Select(page => page.Slug.Value);

    public void Play(IEnumerable<(int Verb, int Page, int Other, string Title)> steps)
    {
        foreach (var (verb, page, other, title) in steps)
        {
            var change = Wish(verb, page, other, title);
            if (change is TreeChange.Changed changed)
            {
                Take(changed);
                Check();
            }
        }
        CheckAgainst(PageTree.Empty(Some.Team).With(Tree.All.Reverse(), Tree.Revision));
    }

    /// <summary>What must be true of each tree.</summary>
    public void Check()
    {
        var live = Tree.InOrder().ToList();
        Assert.Equal(live.Count, live.Select(page => page.Id).Distinct().Count());
        Assert.Equal(live.Count, live.Select(page => page.Slug).Distinct().Count());
        Assert.Equal(Tree.All.Count(Tree.IsLive), live.Count);
        foreach (var page in live)
        {
            Assert.Equal(page, Tree.Find(page.Slug));
            Assert.InRange(Tree.Ancestors(page).Count, 0, PageTree.MaxDepth - 1);
            Assert.Contains(page, Tree.Children(page.Parent));
        }
        foreach (var page in Tree.All)
        {
            Assert.DoesNotContain(page.Slug, page.FormerSlugs);
            Assert.DoesNotContain(page, Tree.Ancestors(page));
        }
    }

    /// <summary>A tree that is read anew answers like the one that was changed step by step.</summary>
    private void CheckAgainst(PageTree read)
    {
        Assert.Equal(
            Tree.InOrder().Select(page => page.Id),
            read.InOrder().Select(page => page.Id)
        );
        foreach (var slug in Tree.All.SelectMany(page => page.FormerSlugs.Add(page.Slug)))
        {
            Assert.Equal(Tree.Find(slug)?.Id, read.Find(slug)?.Id);
        }
    }

    private TreeChange Wish(int verb, int page, int other, string title)
    {
        var (id, under) = (Pick(page), other < 0 ? (PageId?)null : Pick(other));
        switch (verb)
        {
            case <= 3:
                var added = PageId.New();
                ids.Add(added);
                return Tree.Add(added, title, null, under, "", Some.Anna, Some.Time);
            case 4 or 5:
                return Tree.Rename(id, title, Slug.FromTitle(title));
            case 6:
                return Tree.Move(id, under, before: null);
            case 7:
                return Tree.Move(id, Tree.Find(under ?? default)?.Parent, before: under);
            case 8:
                return Tree.Trashed(id, Some.Ben, Some.Time);
            default:
                return Tree.Restored(id);
        }
    }

    private PageId Pick(int number) => ids.Count == 0 ? default : ids[number % ids.Count];

    private void Take(TreeChange change) =>
        Tree = Tree.With(Assert.IsType<TreeChange.Changed>(change).Pages, Tree.Revision + 1);
}
