using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Hosting;

namespace CollabWiki.Features.Tree;

/// <summary>Changes of a tree by whoever sits at the circuit. Each asks again whether they may: a circuit outlives a permission.</summary>
internal sealed class TreeActions(
    CurrentViewer viewers,
    CurrentOrigin origins,
    Gate gate,
    SpaceTrees trees,
    PageCreator creator
)
{
    public const string NotAllowed = "You may no longer write in this space. Nothing was changed.";

    /// <summary>The tree as it is now; null for whoever may not change it.</summary>
    public async Task<PageTree?> EnterAsync(string space)
    {
        var viewer = await viewers.GetAsync(CancellationToken.None);
        return
            await gate.EnterAsync(viewer, space, Verb.Edit, CancellationToken.None)
                is Entry.Open open
            ? await trees.GetAsync(open.Space.Key, CancellationToken.None)
            : null;
    }

    /// <summary>Changes the tree; the page that was meant, or a sentence that says why not.</summary>
    public async Task<(Page? Page, string Refusal)> ChangeAsync(
        string space,
        Func<PageTree, Viewer, TreeChange> wish
    )
    {
        var viewer = await viewers.GetAsync(CancellationToken.None);
        if (
            viewer.User is not { } user
            || await gate.EnterAsync(viewer, space, Verb.Edit, CancellationToken.None)
                is not Entry.Open open
        )
        {
            return (null, NotAllowed);
        }
        var change = await trees.ChangeAsync(
            open.Space.Key,
            new Actor(user, origins.Get()),
            tree => wish(tree, viewer),
            CancellationToken.None
        );
        return change switch
        {
            TreeChange.Changed changed => (changed.Page, ""),
            TreeChange.Refused refused => (null, refused.Why.Explain()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Makes an empty page; the page, or a sentence that says why not.</summary>
    public async Task<(Page? Page, string Refusal)> CreateAsync(
        string space,
        string title,
        PageId? parent
    )
    {
        var viewer = await viewers.GetAsync(CancellationToken.None);
        if (
            viewer.User is not { } user
            || await gate.EnterAsync(viewer, space, Verb.Edit, CancellationToken.None)
                is not Entry.Open open
        )
        {
            return (null, NotAllowed);
        }
        var page = new NewPage(open.Space.Key, title, "", user)
        {
            Parent = parent,
            From = origins.Get(),
        };
        return await creator.CreateAsync(page, CancellationToken.None) switch
        {
            CreateResult.Created created => (created.Page, ""),
            CreateResult.Refused refused => (null, refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
