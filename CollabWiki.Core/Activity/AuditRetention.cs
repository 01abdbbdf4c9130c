using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Settings;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Activity;

/// <summary>How long entries are kept, and the removal of older ones. The chain stays whole: a seal stands for what is gone, and an entry tells of it.</summary>
public sealed class AuditRetention(
    IAuditStore store,
    AuditTrail trail,
    ISettingStore settings,
    TimeProvider clock,
    ILogger<AuditRetention> logger
)
{
    /// <summary>The longest time that can be set: a hundred years.</summary>
    public const int MaxDays = 36_500;

    private const string Setting = "audit.retention-days";
    private const int AtOnce = 500;

    /// <summary>Days that entries are kept; 0 for ever.</summary>
    public async Task<int> GetDaysAsync(CancellationToken ct) =>
        int.TryParse(
            await settings.FindAsync(Setting, ct),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var days
        )
            ? days
            : 0;

    /// <summary>Sets the days, 0 to <see cref="MaxDays"/>; recorded first. What is too old goes with the next <see cref="PruneAsync"/>.</summary>
    /// <exception cref="WikiReadOnlyException">The wiki can only be read.</exception>
    public async Task SetDaysAsync(int days, Actor by, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaxDays);
        if (await FindReadOnlyAsync(ct) is { Length: > 0 } why)
        {
            throw new WikiReadOnlyException(why);
        }
        var before = await GetDaysAsync(ct);
        await trail.RecordAsync(
            AuditKind.SettingChanged,
            AuditTarget.Wiki,
            by,
            $"{Setting}: {before} → {days}"
        );
        await settings.SetAsync(Setting, days.ToString(CultureInfo.InvariantCulture), ct);
    }

    /// <summary>Removes whole days that are too old; gives the number of entries removed. Does nothing when the chain up to there is broken: that would remove the evidence.</summary>
    public async Task<long> PruneAsync(CancellationToken ct)
    {
        var days = await GetDaysAsync(ct);
        // A wiki that can only be read is perhaps just being copied.
        if (days == 0 || await FindReadOnlyAsync(ct) is { Length: > 0 })
        {
            return 0;
        }
        var now = clock.GetUtcNow();
        var cut = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-days);
        var before = await store.FindSealAsync(ct);
        if (await FindLastAsync(before, cut, ct) is not { } old)
        {
            return 0;
        }
        var first = before?.Last.Number ?? 0;
        var told = await trail.RecordAsync(
            AuditKind.AuditPruned,
            AuditTarget.Wiki,
            UserId.System,
            $"entries {first + 1}–{old.Last.Number}, older than {days} days; {old.Last}"
        );
        var isDone = told && await store.TrySealAsync(before, old with { SealedAt = now }, ct);
        return isDone ? old.Last.Number - first : 0;
    }

    /// <summary>Whether an entry tells of the removal that a seal stands for.</summary>
    internal static bool Tells(AuditEntry? entry, AuditSeal seal) =>
        entry?.Kind == AuditKind.AuditPruned
        && entry.Details.EndsWith($"; {seal.Last}", StringComparison.Ordinal);

    private Task<string?> FindReadOnlyAsync(CancellationToken ct) =>
        settings.FindAsync(WikiMode.Setting, ct);

    private async Task<AuditSeal?> FindLastAsync(
        AuditSeal? before,
        DateTimeOffset cut,
        CancellationToken ct
    )
    {
        var last = before?.Last ?? AuditHead.None;
        AuditSeal? old = null;
        while (await store.ReadAsync(last.Number, AtOnce, ct) is { Count: > 0 } links)
        {
            foreach (var link in links)
            {
                if (!AuditChain.Follows(link, last))
                {
                    logger.LogError(
                        "The audit trail is broken at entry {Number}, so nothing is removed from it: see “collabwiki audit verify”.",
                        last.Number + 1
                    );
                    return null;
                }
                if (link.Entry is not { } entry || entry.At >= cut)
                {
                    return old;
                }
                last = link.Head;
                old = new AuditSeal(last, entry.At, entry.At);
            }
        }
        return old;
    }
}
