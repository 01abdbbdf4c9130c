using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Settings behind the gate. What opens and shuts it stands in front of it: <see cref="WikiMode"/> has the store itself.</summary>
public sealed class GuardedSettingStore(ISettingStore store, WriteGate gate) : ISettingStore
{
    public Task<string?> FindAsync(string name, CancellationToken ct) => store.FindAsync(name, ct);

    public Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken ct) =>
        store.ListAsync(ct);

    public Task SetAsync(string name, string value, CancellationToken ct) =>
        gate.WriteAsync(() => store.SetAsync(name, value, ct), ct);
}
