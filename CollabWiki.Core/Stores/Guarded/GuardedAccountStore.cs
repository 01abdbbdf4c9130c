using CollabWiki.Core.Accounts;
using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Accounts behind the gate.</summary>
public sealed class GuardedAccountStore(IAccountStore store, WriteGate gate) : IAccountStore
{
    public Task<WikiUser?> FindAsync(UserId id, CancellationToken ct) => store.FindAsync(id, ct);

    public Task<WikiUser?> FindByNameAsync(string name, CancellationToken ct) =>
        store.FindByNameAsync(name, ct);

    public Task<IReadOnlyList<WikiUser>> ListAsync(
        string afterName,
        int count,
        CancellationToken ct
    ) => store.ListAsync(afterName, count, ct);

    public Task<bool> TryCreateAsync(WikiUser user, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryCreateAsync(user, ct), ct);

    public Task<bool> TryUpdateAsync(WikiUser user, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryUpdateAsync(user, ct), ct);

    public Task<bool> TryPutAsync(WikiUser user, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryPutAsync(user, ct), ct);
}
