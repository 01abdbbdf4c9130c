using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Pages;

/// <summary>Keeps the tree of each space. A tree is one partition: pages and the revision change in one conditional write.</summary>
public interface ITreeStore
{
    /// <summary>The tree as it is; an empty one at revision 0 when nothing was written yet.</summary>
    Task<PageTree> LoadAsync(SpaceKey space, CancellationToken ct);

    /// <summary>The revision alone, to see whether a loaded tree is still the newest; 0 when nothing was written yet.</summary>
    Task<int> GetRevisionAsync(SpaceKey space, CancellationToken ct);

    /// <summary>Writes the changed pages and raises the revision by one; false (and nothing written) unless the revision is <paramref name="expected"/>.</summary>
    Task<bool> TryWriteAsync(
        SpaceKey space,
        int expected,
        IReadOnlyList<Page> changed,
        CancellationToken ct
    );

    /// <summary>Takes pages over as another store holds them, and the tree's revision; ignored when the kept tree is newer. What was taken over half is completed by doing it again.</summary>
    Task PutAsync(SpaceKey space, int revision, IReadOnlyList<Page> pages, CancellationToken ct);

    /// <summary>The space that a page belongs to; null when there is no such page.</summary>
    Task<SpaceKey?> FindSpaceAsync(PageId page, CancellationToken ct);
}
