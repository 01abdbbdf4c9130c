using System.Collections.Immutable;
using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Pages;

/// <summary>
/// All pages of a space at one revision, as a value. The verbs that change it give back the pages to write and leave the tree itself alone;
/// <see cref="With"/> makes the tree that has them.
/// </summary>
public sealed class PageTree
{
    /// <summary>The most pages that one space can hold.</summary>
    public const int MaxPages = 100_000;

    /// <summary>How many levels pages can be nested.</summary>
    public const int MaxDepth = 32;

    private const long OrderStep = 1L << 20;

    private readonly ImmutableDictionary<PageId, Page> pages;
    private readonly ImmutableDictionary<PageId, ImmutableSortedSet<Page>> children;
    private readonly ImmutableDictionary<Slug, PageId> slugs;
    private readonly ImmutableDictionary<Slug, PageId> formerSlugs;
    private readonly ImmutableDictionary<string, PageId> paths;

    private PageTree(
        SpaceKey space,
        int revision,
        ImmutableDictionary<PageId, Page> pages,
        ImmutableDictionary<PageId, ImmutableSortedSet<Page>> children,
        ImmutableDictionary<Slug, PageId> slugs,
        ImmutableDictionary<Slug, PageId> formerSlugs,
        ImmutableDictionary<string, PageId> paths
    )
    {
        Space = space;
        Revision = revision;
        this.pages = pages;
        this.children = children;
        this.slugs = slugs;
        this.formerSlugs = formerSlugs;
        this.paths = paths;
    }

    public SpaceKey Space { get; }

    /// <summary>How often the tree was written: 0 for one that never was.</summary>
    public int Revision { get; }

    /// <summary>All pages, those in the trash too.</summary>
    public int Count => pages.Count;

    /// <summary>All pages, those in the trash too, in no order.</summary>
    public IEnumerable<Page> All => pages.Values;

    public static PageTree Empty(SpaceKey space) =>
        new(
            space,
            0,
            ImmutableDictionary<PageId, Page>.Empty,
            ImmutableDictionary<PageId, ImmutableSortedSet<Page>>.Empty,
            ImmutableDictionary<Slug, PageId>.Empty,
            ImmutableDictionary<Slug, PageId>.Empty,
            ImmutableDictionary.Create<string, PageId>(StringComparer.Ordinal)
        );

    /// <summary>The tree with these pages added or replaced, at the given revision.</summary>
    public PageTree With(IEnumerable<Page> changed, int revision)
    {
        var byId = pages.ToBuilder();
        var byParent = children.ToBuilder();
        var bySlug = slugs.ToBuilder();
        var byFormerSlug = formerSlugs.ToBuilder();
        var byPath = paths.ToBuilder();
        foreach (var page in changed)
        {
            if (byId.TryGetValue(page.Id, out var old))
            {
                byParent[Key(old)] = byParent[Key(old)].Remove(old);
                Release(bySlug, old.Slug, old.Id);
                Release(byPath, old.Path, old.Id);
                foreach (var former in old.FormerSlugs)
                {
                    Release(byFormerSlug, former, old.Id);
                }
            }
            byId[page.Id] = page;
            byParent[Key(page)] = byParent.GetValueOrDefault(Key(page), NoSiblings).Add(page);
            if (page.TrashedAt is null)
            {
                bySlug[page.Slug] = page.Id;
                if (page.Path.Length > 0)
                {
                    byPath[page.Path] = page.Id;
                }
            }
            foreach (var former in page.FormerSlugs)
            {
                byFormerSlug[former] = page.Id;
            }
        }
        return new PageTree(
            Space,
            revision,
            byId.ToImmutable(),
            byParent.ToImmutable(),
            bySlug.ToImmutable(),
            byFormerSlug.ToImmutable(),
            byPath.ToImmutable()
        );
    }

    /// <summary>The page, in the trash or not.</summary>
    public Page? Find(PageId id) => pages.GetValueOrDefault(id);

    /// <summary>The page that has this slug now or, if none has, had it before; never one that is in the trash.</summary>
    public Page? Find(Slug slug)
    {
        var page =
            slugs.TryGetValue(slug, out var id) || formerSlugs.TryGetValue(slug, out id)
                ? pages[id]
                : null;
        return page is not null && IsLive(page) ? page : null;
    }

    /// <summary>The page that a file was imported as, by its relative path.</summary>
    public Page? FindByPath(string path) =>
        paths.TryGetValue(path, out var id) && pages[id] is var page && IsLive(page) ? page : null;

    /// <summary>The page that a link by title means: by its slug first, else the first page of that title.</summary>
    public Page? FindByTitle(string title) =>
        Find(Slug.FromTitle(title))
        ?? pages
            .Values.Where(page =>
                string.Equals(page.Title, title, StringComparison.OrdinalIgnoreCase) && IsLive(page)
            )
            .MinBy(page => page.Id.Value);

    /// <summary>The pages right below a page (null: at the top) that aren't in the trash, in order.</summary>
    public IEnumerable<Page> Children(PageId? parent) =>
        Siblings(parent).Where(page => page.TrashedAt is null);

    /// <summary>Whether a page has pages below it that aren't in the trash.</summary>
    public bool HasChildren(PageId page) => Children(page).Any();

    /// <summary>The pages above a page, from the top down.</summary>
    public IReadOnlyList<Page> Ancestors(Page page)
    {
        var above = new List<Page>();
        for (
            var parent = page.Parent;
            parent is { } id && pages.TryGetValue(id, out var found);
            parent = found.Parent
        )
        {
            above.Add(found);
        }
        above.Reverse();
        return above;
    }

    /// <summary>Whether neither the page nor one above it is in the trash.</summary>
    public bool IsLive(Page page) =>
        page.TrashedAt is null && Ancestors(page).All(ancestor => ancestor.TrashedAt is null);

    /// <summary>The pages that were deleted, newest first; what went with them is below them.</summary>
    public IEnumerable<Page> Trash() =>
        pages
            .Values.Where(page => page.TrashedAt is not null)
            .OrderByDescending(page => page.TrashedAt);

    /// <summary>All pages that aren't in the trash, each before those below it.</summary>
    public IEnumerable<Page> InOrder(PageId? from = null)
    {
        foreach (var page in Children(from))
        {
            yield return page;
            foreach (var below in InOrder(page.Id))
            {
                yield return below;
            }
        }
    }

    /// <summary>
    /// Adds a page at the end of its siblings. Without <paramref name="slug"/> the title makes one, numbered if it is in use.
    /// <paramref name="path"/> is the file that it was imported from, else empty.
    /// </summary>
    public TreeChange Add(
        PageId id,
        string title,
        Slug? slug,
        PageId? parent,
        string path,
        UserId by,
        DateTimeOffset at
    )
    {
        title = title.Trim();
        if ((CheckTitle(title) ?? CheckPlace(parent)) is { } refusal)
        {
            return new TreeChange.Refused(refusal);
        }
        if (pages.Count >= MaxPages)
        {
            return new TreeChange.Refused(TreeRefusal.TooManyPages);
        }
        if (slug is { } wished && slugs.ContainsKey(wished))
        {
            return new TreeChange.Refused(TreeRefusal.SlugTaken);
        }
        var page = new Page
        {
            Id = id,
            Space = Space,
            Title = title,
            Slug = slug ?? FreeSlug(Slug.FromTitle(title)),
            Parent = parent,
            Order = LastOrder(parent) + OrderStep,
            Path = path,
            CreatedAt = at,
            CreatedBy = by,
        };
        return new TreeChange.Changed([page]);
    }

    /// <summary>Gives a page another title and, if <paramref name="slug"/> isn't null, another address; the old address still leads to it.</summary>
    public TreeChange Rename(PageId id, string title, Slug? slug)
    {
        title = title.Trim();
        if (Find(id) is not { } page || !IsLive(page))
        {
            return new TreeChange.Refused(TreeRefusal.NoSuchPage);
        }
        if (CheckTitle(title) is { } refusal)
        {
            return new TreeChange.Refused(refusal);
        }
        if (slug is not { } wished || wished == page.Slug)
        {
            return new TreeChange.Changed([page with { Title = title }]);
        }
        if (slugs.ContainsKey(wished))
        {
            return new TreeChange.Refused(TreeRefusal.SlugTaken);
        }
        var renamed = page with
        {
            Title = title,
            Slug = wished,
            FormerSlugs = page.FormerSlugs.Remove(wished).Add(page.Slug),
        };
        // An address that several pages had leads to the one that had it last.
        return formerSlugs.TryGetValue(page.Slug, out var other) && other != id
            ? new TreeChange.Changed([renamed, WithoutFormer(pages[other], page.Slug)])
            : new TreeChange.Changed([renamed]);
    }

    /// <summary>Moves a page, with all below it, under <paramref name="parent"/> (null: to the top), before <paramref name="before"/> (null: to the end).</summary>
    public TreeChange Move(PageId id, PageId? parent, PageId? before)
    {
        if (Find(id) is not { } page || !IsLive(page))
        {
            return new TreeChange.Refused(TreeRefusal.NoSuchPage);
        }
        if (
            parent is { } under
            && Find(under) is { } target
            && (under == id || Ancestors(target).Any(a => a.Id == id))
        )
        {
            return new TreeChange.Refused(TreeRefusal.UnderItself);
        }
        if (CheckPlace(parent, Height(page)) is { } refusal)
        {
            return new TreeChange.Refused(refusal);
        }
        var siblings = Siblings(parent).Where(sibling => sibling.Id != id).ToList();
        var place = before is { } next
            ? siblings.FindIndex(sibling => sibling.Id == next)
            : siblings.Count;
        if (place < 0)
        {
            return new TreeChange.Refused(TreeRefusal.Stale);
        }
        var low =
            place == 0
                ? (siblings.Count == 0 ? 0 : siblings[0].Order - (2 * OrderStep))
                : siblings[place - 1].Order;
        var high = place == siblings.Count ? low + (2 * OrderStep) : siblings[place].Order;
        if (high - low >= 2)
        {
            return new TreeChange.Changed([
                page with
                {
                    Parent = parent,
                    Order = low + ((high - low) / 2),
                },
            ]);
        }
        // No gap is left: number all siblings anew.
        siblings.Insert(place, page with { Parent = parent });
        var renumbered = siblings
            .Select((sibling, i) => sibling with { Order = (i + 1) * OrderStep })
            .ToList();
        return new TreeChange.Changed([
            renumbered[place],
            .. renumbered.Where(sibling => sibling.Id != id),
        ]);
    }

    /// <summary>Puts a page, and with it all below it, into the trash.</summary>
    public TreeChange Trashed(PageId id, UserId by, DateTimeOffset at) =>
        Find(id) is { } page && IsLive(page)
            ? new TreeChange.Changed([page with { TrashedAt = at, TrashedBy = by }])
            : new TreeChange.Refused(TreeRefusal.NoSuchPage);

    /// <summary>Takes a page out of the trash, back to its place; to the top if the page above it is gone, with a numbered slug if its own is in use by now.</summary>
    public TreeChange Restored(PageId id)
    {
        if (Find(id) is not { } page)
        {
            return new TreeChange.Refused(TreeRefusal.NoSuchPage);
        }
        if (page.TrashedAt is null)
        {
            return new TreeChange.Refused(TreeRefusal.NotTrashed);
        }
        var parent =
            page.Parent is { } above && Find(above) is { } found && IsLive(found)
                ? page.Parent
                : null;
        var slug = slugs.ContainsKey(page.Slug) ? FreeSlug(page.Slug) : page.Slug;
        return new TreeChange.Changed([
            page with
            {
                TrashedAt = null,
                TrashedBy = null,
                Parent = parent,
                Slug = slug,
                FormerSlugs = page.FormerSlugs.Remove(slug),
            },
        ]);
    }

    private static readonly ImmutableSortedSet<Page> NoSiblings =
        ImmutableSortedSet<Page>.Empty.WithComparer(
            Comparer<Page>.Create((a, b) => (a.Order, a.Id.Value).CompareTo((b.Order, b.Id.Value)))
        );

    // The default id stands for the top of the tree: no page has it.
    private static PageId Key(Page page) => page.Parent ?? default;

    private static void Release<TKey>(
        ImmutableDictionary<TKey, PageId>.Builder index,
        TKey key,
        PageId id
    )
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var holder) && holder == id)
        {
            index.Remove(key);
        }
    }

    private static Page WithoutFormer(Page page, Slug slug) =>
        page with
        {
            FormerSlugs = page.FormerSlugs.Remove(slug),
        };

    private static TreeRefusal? CheckTitle(string title) =>
        title.All(IsInvisible) ? TreeRefusal.TitleEmpty
        : title.Length > Page.MaxTitle ? TreeRefusal.TitleTooLong
        : title.Any(IsBreakOrControl) || !PageText.IsWellFormed(title) ? TreeRefusal.TitleMalformed
        : null;

    private static bool IsInvisible(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsBreakOrControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private TreeRefusal? CheckPlace(PageId? parent, int height = 1)
    {
        if (parent is not { } id)
        {
            return null;
        }
        if (Find(id) is not { } above || !IsLive(above))
        {
            return TreeRefusal.NoSuchParent;
        }
        return Ancestors(above).Count + 1 + height > MaxDepth ? TreeRefusal.TooDeep : null;
    }

    private int Height(Page page) => 1 + Siblings(page.Id).Select(Height).DefaultIfEmpty(0).Max();

    private ImmutableSortedSet<Page> Siblings(PageId? parent) =>
        children.GetValueOrDefault(parent ?? default, NoSiblings);

    private long LastOrder(PageId? parent) =>
        Siblings(parent) is { Count: > 0 } siblings ? siblings.Max!.Order : 0;

    private Slug FreeSlug(Slug slug)
    {
        if (!slugs.ContainsKey(slug))
        {
            return slug;
        }
        // Doubling and halving: the ten-thousandth page of one name asks thirty times, not ten thousand times.
        var (taken, free) = (1, 2);
        while (slugs.ContainsKey(slug.WithNumber(free)))
        {
            (taken, free) = (free, free * 2);
        }
        while (free - taken > 1)
        {
            var middle = taken + ((free - taken) / 2);
            (taken, free) = slugs.ContainsKey(slug.WithNumber(middle))
                ? (middle, free)
                : (taken, middle);
        }
        return slug.WithNumber(free);
    }
}
