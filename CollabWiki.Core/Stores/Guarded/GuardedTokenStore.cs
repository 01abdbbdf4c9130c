using CollabWiki.Core.Accounts;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Core.Stores.Guarded;

/// <summary>Access tokens behind the gate.</summary>
public sealed class GuardedTokenStore(ITokenStore store, WriteGate gate) : ITokenStore
{
    public Task<AccessToken?> FindAsync(TokenId id, CancellationToken ct) =>
        store.FindAsync(id, ct);

    public Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct) =>
        store.ListAsync(user, ct);

    public Task<bool> TryCreateAsync(AccessToken token, CancellationToken ct) =>
        gate.WriteAsync(() => store.TryCreateAsync(token, ct), ct);

    // Reading goes on with tokens while the wiki can only be read; when they were used isn't worth a refusal.
    public async Task TouchAsync(TokenId id, DateTimeOffset at, CancellationToken ct)
    {
        if (!await gate.IsShutAsync(ct))
        {
            await store.TouchAsync(id, at, ct);
        }
    }

    public Task RevokeAsync(TokenId id, DateTimeOffset at, CancellationToken ct) =>
        gate.WriteAsync(() => store.RevokeAsync(id, at, ct), ct);
}
