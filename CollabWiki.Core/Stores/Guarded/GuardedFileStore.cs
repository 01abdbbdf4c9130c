using CollabWiki.Core.Files;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Files behind the gate.</summary>
public sealed class GuardedFileStore(IFileStore store, WriteGate gate) : IFileStore
{
    public Task<WikiFile?> FindAsync(SpaceKey space, string path, CancellationToken ct) =>
        store.FindAsync(space, path, ct);

    public Task<IReadOnlyList<WikiFile>> ListAsync(SpaceKey space, CancellationToken ct) =>
        store.ListAsync(space, ct);

    public Task<byte[]> GetContentAsync(WikiFile file, CancellationToken ct) =>
        store.GetContentAsync(file, ct);

    public Task SaveAsync(WikiFile file, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        gate.WriteAsync(() => store.SaveAsync(file, content, ct), ct);
}
