using System.Collections.Concurrent;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Pages;

/// <summary>The trees of the spaces: read through a cache that asks the store for the revision each time, changed by conditional writes.</summary>
public sealed class SpaceTrees(
    ITreeStore store,
    IEnumerable<IPageEventHandler> handlers,
    ILogger<SpaceTrees>? logger = null
)
{
    private readonly ConcurrentDictionary<SpaceKey, PageTree> loaded = new();

    /// <summary>The tree as the store has it now.</summary>
    public async Task<PageTree> GetAsync(SpaceKey space, CancellationToken ct)
    {
        if (
            loaded.TryGetValue(space, out var tree)
            && tree.Revision == await store.GetRevisionAsync(space, ct)
        )
        {
            return tree;
        }
        tree = await store.LoadAsync(space, ct);
        loaded[space] = tree;
        return tree;
    }

    /// <summary>Finds a page by id, in whatever space it is, with the tree around it; null when there is none.</summary>
    public async Task<(Page Page, PageTree Tree)?> FindAsync(PageId id, CancellationToken ct)
    {
        if (await store.FindSpaceAsync(id, ct) is not { } space)
        {
            return null;
        }
        var tree = await GetAsync(space, ct);
        return tree.Find(id) is { } page ? (page, tree) : null;
    }

    /// <summary>Changes the tree as <paramref name="wish"/> says; when another writer was faster, asks it again about the newer tree. Tells the handlers.</summary>
    public async Task<TreeChange> ChangeAsync(
        SpaceKey space,
        Actor by,
        Func<PageTree, TreeChange> wish,
        CancellationToken ct
    )
    {
        try
        {
            return await ChangeOpenAsync(space, by, wish, ct);
        }
        catch (WikiReadOnlyException)
        {
            return new TreeChange.Refused(TreeRefusal.ReadOnly);
        }
    }

    private async Task<TreeChange> ChangeOpenAsync(
        SpaceKey space,
        Actor by,
        Func<PageTree, TreeChange> wish,
        CancellationToken ct
    )
    {
        while (true)
        {
            var tree = await GetAsync(space, ct);
            var change = wish(tree);
            if (change is not TreeChange.Changed changed)
            {
                return change;
            }
            if (!await store.TryWriteAsync(space, tree.Revision, changed.Pages, ct))
            {
                continue;
            }
            loaded[space] = tree.With(changed.Pages, tree.Revision + 1);
            await TellAsync(tree, changed, by);
            return change;
        }
    }

    /// <summary>Tells of the page that was meant and of each new one; siblings that were only numbered anew are no news.</summary>
    private Task TellAsync(PageTree before, TreeChange.Changed changed, Actor by) =>
        handlers.TellAsync(
            [
                .. changed
                    .Pages.Select(page => new PageEvent.Placed(before.Find(page.Id), page, by.User)
                    {
                        From = by.From,
                        TreeRevision = before.Revision + 1,
                    })
                    .Where(placed => placed.Before is null || placed.After == changed.Page),
            ],
            logger
        );
}
