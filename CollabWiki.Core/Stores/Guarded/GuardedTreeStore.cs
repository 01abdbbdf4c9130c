using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Trees of pages behind the gate.</summary>
public sealed class GuardedTreeStore(ITreeStore store, WriteGate gate) : ITreeStore
{
    public Task<PageTree> LoadAsync(SpaceKey space, CancellationToken ct) =>
        store.LoadAsync(space, ct);

    public Task<int> GetRevisionAsync(SpaceKey space, CancellationToken ct) =>
        store.GetRevisionAsync(space, ct);

    public Task<bool> TryWriteAsync(
        SpaceKey space,
        int expected,
        IReadOnlyList<Page> changed,
        CancellationToken ct
    ) => gate.WriteAsync(() => store.TryWriteAsync(space, expected, changed, ct), ct);

    public Task PutAsync(
        SpaceKey space,
        int revision,
        IReadOnlyList<Page> pages,
        CancellationToken ct
    ) => gate.WriteAsync(() => store.PutAsync(space, revision, pages, ct), ct);

    public Task<SpaceKey?> FindSpaceAsync(PageId page, CancellationToken ct) =>
        store.FindSpaceAsync(page, ct);
}
