using System.Globalization;

namespace CollabWiki.Core.Activity;

/// <summary>Goes through the whole chain and finds what was altered, removed, put in, reordered or cut off.</summary>
public sealed class AuditVerifier(IAuditStore store)
{
    private const int AtOnce = 1000;

    /// <summary>Verifies the chain. <paramref name="expected"/> is a head or a hash that was kept elsewhere: the chain must have passed through it.</summary>
    public async Task<AuditVerdict> VerifyAsync(
        AuditAnchor? expected,
        IProgress<long>? progress,
        CancellationToken ct
    )
    {
        while (true)
        {
            // In this order: what is appended or removed meanwhile is no flaw.
            var seal = await store.FindSealAsync(ct);
            var head = await store.GetHeadAsync(ct);
            var walk = new AuditWalk(seal, head, expected);
            while (
                await store.ReadAsync(walk.Last.Number, AtOnce, ct) is { Count: > 0 } links
                && walk.MayGoOn
            )
            {
                foreach (var link in links)
                {
                    walk.Take(link);
                }
                progress?.Report(walk.Count);
            }
            walk.Finish();
            if (walk.Verdict.IsSound || seal == await store.FindSealAsync(ct))
            {
                return walk.Verdict;
            }
        }
    }
}

/// <summary>What an administrator kept elsewhere: a hash, perhaps with the number of its entry.</summary>
public sealed record AuditAnchor(long? Number, AuditHash Hash)
{
    /// <summary>Reads "12:ab34…" or the hash alone.</summary>
    public static AuditAnchor? Find(string text)
    {
        var parts = text.Trim().Split(':');
        return parts.Length switch
        {
            1 when AuditHash.TryParse(parts[0], out var hash) => new AuditAnchor(null, hash),
            2
                when long.TryParse(
                    parts[0],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                ) && AuditHash.TryParse(parts[1], out var hash) => new AuditAnchor(number, hash),
            _ => null,
        };
    }

    public bool IsAt(AuditHead head) =>
        Hash == head.Hash && (Number is null || Number == head.Number);
}
