using CollabWiki.Core.Nodes;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CollabWiki.Hosting.Keys;

/// <summary>
/// Sees to it that there is a key on all nodes before one uses it. ASP.NET Core would make keys by itself, each node its own when all start at once, and look
/// once a day for those of the others; so that is off, and one node makes them, by claim, days before they are needed.
/// </summary>
internal sealed class KeyKeeper(
    StoredKeys keys,
    StoredKeyManager manager,
    IClaimStore claims,
    TimeProvider clock,
    ILogger<KeyKeeper> logger
) : BackgroundService
{
    /// <summary>How long a new key is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>How long before the last key ends there is another: time for a store that is down, and as ASP.NET Core itself has it.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    private const string Work = "protection keys";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node that died while it made a key keeps the others waiting.</summary>
    private static readonly TimeSpan ClaimLifetime = TimeSpan.FromSeconds(15);

    private readonly NodeId self = NodeId.New();

    /// <summary>Waits until there is a key that all nodes know.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        while (!await LookAsync(ct))
        {
            await Task.Delay(AskAgainAfter, clock, ct);
        }
    }

    /// <summary>Reads what other nodes made, and makes a key where one is needed. False: one is needed, and another node is about to make it.</summary>
    public async Task<bool> LookAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return IsProvided() || await TryMakeAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The keys that are known stay good for days.
                logger.LogWarning(failure, "The protection keys could not be looked after.");
            }
        }
    }

    private async Task<bool> TryMakeAsync(CancellationToken ct)
    {
        if (!await claims.TryClaimAsync(Work, self, ClaimLifetime, ct))
        {
            return false;
        }
        try
        {
            // Another node may have had the claim until now.
            await ReadAsync(ct);
            if (!IsProvided())
            {
                Make();
                await ReadAsync(ct);
            }
            return true;
        }
        finally
        {
            await claims.ReleaseAsync(Work, self, ct);
        }
    }

    private void Make()
    {
        var now = clock.GetUtcNow();
        var good = Good().Select(key => key.ExpirationDate).Where(end => end > now).ToList();
        manager.CreateNewKey(good.Count == 0 ? now : good.Max(), now + Lifetime);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await keys.SaveAsync(ct);
        if (await keys.ReadAsync(ct))
        {
            manager.Renew();
        }
    }

    private bool IsProvided() => Good().Any(key => key.ExpirationDate > clock.GetUtcNow() + Ahead);

    private IEnumerable<IKey> Good() => manager.GetAllKeys().Where(key => !key.IsRevoked);
}
