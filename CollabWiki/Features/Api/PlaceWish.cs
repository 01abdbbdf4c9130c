using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Api;

/// <summary>What a program wants of a page's title, address and place, as one change of the tree.</summary>
internal static class PlaceWish
{
    public static Outcome<Func<PageTree, TreeChange>> Of(PageId page, PageChange change)
    {
        if (change is { Title: null, Slug: null, IsMoved: false, Before: null })
        {
            return Problem.Of(
                ProblemKind.Invalid,
                "Say what to change: “title”, “slug”, “parent” or “before”."
            );
        }
        Slug? slug = null;
        if (change.Slug is not null)
        {
            if (!Slug.TryParse(change.Slug, out var parsed))
            {
                return Problem.Of(ProblemKind.Invalid, TreeRefusal.SlugMalformed.Explain());
            }
            slug = parsed;
        }
        if (!TryRead(change.Parent, out var parent) || !TryRead(change.Before, out var before))
        {
            return Problem.Of(
                ProblemKind.Invalid,
                "“parent” and “before” take the id of a page, or null."
            );
        }
        return new Outcome<Func<PageTree, TreeChange>>(
            tree => Ask(tree, page, change, slug, parent, before),
            Problem: null
        );
    }

    /// <summary>True for null too: it is a place.</summary>
    public static bool TryRead(string? text, out PageId? id)
    {
        var valid = PageId.TryParse(text, out var page);
        id = valid ? page : null;
        return valid || text is null;
    }

    private static TreeChange Ask(
        PageTree tree,
        PageId page,
        PageChange change,
        Slug? slug,
        PageId? parent,
        PageId? before
    )
    {
        if (tree.Find(page) is not { } now)
        {
            return new TreeChange.Refused(TreeRefusal.NoSuchPage);
        }
        var renamed = tree.Rename(page, change.Title ?? now.Title, slug);
        if (
            renamed is not TreeChange.Changed { Pages: var first }
            || change is { IsMoved: false, Before: null }
        )
        {
            return renamed;
        }
        var moved = tree.With(first, tree.Revision)
            .Move(page, change.IsMoved ? parent : now.Parent, before);
        return moved is TreeChange.Changed { Pages: var then }
            ? new TreeChange.Changed([
                .. then,
                .. first.Where(one => then.All(other => other.Id != one.Id)),
            ])
            : moved;
    }
}
