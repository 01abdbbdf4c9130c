using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace CollabWiki.Hosting.Keys;

/// <summary>ASP.NET Core's key manager, but for its word on when the key ring is out of date: when other keys were read from the store, and not once a day.</summary>
internal sealed class StoredKeyManager(
    IOptions<KeyManagementOptions> options,
    IActivator activator,
    ILoggerFactory logs
) : IKeyManager, IDisposable
{
    private readonly XmlKeyManager inner = new(options, activator, logs);
    private CancellationTokenSource current = new();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        inner.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() => Volatile.Read(ref current).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) =>
        inner.RevokeAllKeys(revocationDate, reason);

    /// <summary>Other keys were read: the ring is made anew.</summary>
    public void Renew()
    {
        using var old = Interlocked.Exchange(ref current, new CancellationTokenSource());
        old.Cancel();
    }

    public void Dispose() => current.Dispose();
}
