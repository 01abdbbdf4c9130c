using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Moving;

/// <summary>
/// The audit trail with its hashes, its end and its seal: it verifies in the target as it did in the source, flaws included. One for each move, since it moves what
/// there is when it is first listed: whoever signs in while a wiki can only be read is recorded in the source, and that stays there.
/// </summary>
internal sealed class AuditCargo : ICargo
{
    private AuditHead? end;

    public string Name => "audit trail";

    public int AtOnce => 1;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct)
    {
        end ??= await stores.Audit.CatchUpAsync(ct);
        return [new Trail(end)];
    }

    private sealed record Trail(AuditHead End) : Thing("audit trail")
    {
        /// <summary>Entries and characters that are written at once, as in appends.</summary>
        private const int Batch = 64;
        private const int MaxChars = 32 * 1024;

        private const int AtOnce = 500;

        /// <summary>Entries that are compared as one.</summary>
        private const int PartSize = 1000;

        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var (source, target) = (from.Audit, to.Audit);
            var (seal, there) = (await source.FindSealAsync(ct), await target.FindSealAsync(ct));
            if (seal is not null && seal != there)
            {
                await target.TrySealAsync(there, seal, ct);
            }
            var last = Math.Max(
                (await target.GetHeadAsync(ct)).Number,
                seal?.Last.Number ?? AuditHead.None.Number
            );
            var batch = new List<AuditLink>();
            await foreach (var link in LinksAsync(source, last, ct))
            {
                batch.Add(link);
                if (batch.Count == Batch || batch.Sum(one => one.Body.Length) > MaxChars)
                {
                    await target.PutAsync(batch, link.Head, ct);
                    batch.Clear();
                }
            }
            await target.PutAsync(batch, End, ct);
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            var seal = await stores.Audit.FindSealAsync(ct);
            if (seal is not null)
            {
                yield return new Part("seal", Fingerprint.Of(seal));
            }
            var isEnded = (await stores.Audit.GetHeadAsync(ct)).Number >= End.Number;
            yield return new Part("end", isEnded ? End.ToString() : "");
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long? part = null;
            await foreach (var link in LinksAsync(stores.Audit, seal?.Last.Number ?? 0, ct))
            {
                var its = (link.Number - 1) / PartSize;
                if (part is { } done && done != its)
                {
                    yield return Finish(done, hash);
                }
                part = its;
                hash.AppendData(
                    Encoding.UTF8.GetBytes($"{link.Number}\n{link.Body}\n{link.Hash}\n")
                );
            }
            if (part is { } lastPart)
            {
                yield return Finish(lastPart, hash);
            }
        }

        private static Part Finish(long part, IncrementalHash hash) =>
            new(
                $"entries {(part * PartSize) + 1}–{(part + 1) * PartSize}",
                Convert.ToHexStringLower(hash.GetHashAndReset())
            );

        private async IAsyncEnumerable<AuditLink> LinksAsync(
            IAuditStore store,
            long after,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            while (await store.ReadAsync(after, AtOnce, ct) is { Count: > 0 } links)
            {
                foreach (var link in links.TakeWhile(link => link.Number <= End.Number))
                {
                    yield return link;
                }
                after = links[^1].Number;
                if (after >= End.Number)
                {
                    yield break;
                }
            }
        }
    }
}
