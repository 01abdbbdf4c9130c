using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Moving;

/// <summary>The pages of all spaces, those in the trash too.</summary>
internal static class PageList
{
    public static async Task<IReadOnlyList<PageId>> OfAsync(WikiStores stores, CancellationToken ct)
    {
        var all = new List<PageId>();
        foreach (var space in await stores.Spaces.ListAsync(ct))
        {
            var tree = await stores.Trees.LoadAsync(space.Key, ct);
            all.AddRange(tree.All.Select(page => page.Id));
        }
        return all;
    }
}
