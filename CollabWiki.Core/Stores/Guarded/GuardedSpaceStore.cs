using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Spaces behind the gate.</summary>
public sealed class GuardedSpaceStore(ISpaceStore store, WriteGate gate) : ISpaceStore
{
    public Task<Space?> FindAsync(SpaceKey key, CancellationToken ct) => store.FindAsync(key, ct);

    public Task<IReadOnlyList<Space>> ListAsync(CancellationToken ct) => store.ListAsync(ct);

    public Task<bool> TryCreateAsync(Space space, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryCreateAsync(space, ct), ct);

    public Task<bool> TryUpdateAsync(Space space, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryUpdateAsync(space, ct), ct);

    public Task PutAsync(Space space, CancellationToken ct) =>
        gate.WriteAsync(() => store.PutAsync(space, ct), ct);
}
