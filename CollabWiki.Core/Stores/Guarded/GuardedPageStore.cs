using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Versions of pages behind the gate.</summary>
public sealed class GuardedPageStore(IPageStore store, WriteGate gate) : IPageStore
{
    public Task<PageVersion?> FindHeadAsync(PageId page, CancellationToken ct) =>
        store.FindHeadAsync(page, ct);

    public Task<PageVersion?> FindVersionAsync(PageId page, Version number, CancellationToken ct) =>
        store.FindVersionAsync(page, number, ct);

    public Task<IReadOnlyList<PageVersion>> ListVersionsAsync(
        PageId page,
        Version before,
        int count,
        CancellationToken ct
    ) => store.ListVersionsAsync(page, before, count, ct);

    public Task<string> GetTextAsync(PageId page, Version number, CancellationToken ct) =>
        store.GetTextAsync(page, number, ct);

    public Task<bool> TryAppendAsync(PageVersion version, string text, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryAppendAsync(version, text, ct), ct);
}
