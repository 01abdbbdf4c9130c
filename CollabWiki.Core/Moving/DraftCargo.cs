using System.Runtime.CompilerServices;
using CollabWiki.Core.Live;

namespace CollabWiki.Core.Moving;

/// <summary>The draft of each page, append by append: editors that are open find their revisions and their own updates again.</summary>
internal sealed class DraftCargo : ICargo
{
    public string Name => "drafts";

    public int AtOnce => 32;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [.. (await PageList.OfAsync(stores, ct)).Select(page => new Draft(DraftId.SharedOf(page)))];

    private static async IAsyncEnumerable<DraftAppend> AppendsAsync(
        IDraftLog log,
        DraftId draft,
        Revision from,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        while (await log.ListAppendsAsync(draft, from, ct) is { Count: > 0 } some)
        {
            foreach (var append in some)
            {
                yield return append;
            }
            from = some[^1].End;
        }
    }

    private sealed record Draft(DraftId Id) : Thing($"draft of page {Id}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            if ((await from.Drafts.ListAppendsAsync(Id, Revision.Zero, ct)).Count > 0)
            {
                var end = await EndAsync(to.Drafts, ct);
                await foreach (var (at, id, updates) in AppendsAsync(from.Drafts, Id, end, ct))
                {
                    // Refused when another has the place; comparing shows it.
                    await to.Drafts.TryAppendAsync(Id, at, id, updates, ct);
                }
            }
            var snapshot = await from.Drafts.FindSnapshotAsync(Id, ct);
            if (
                snapshot is not null
                && (await to.Drafts.FindSnapshotAsync(Id, ct))?.Revision != snapshot.Revision
            )
            {
                await to.Drafts.SaveSnapshotAsync(Id, snapshot, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            await foreach (
                var (at, id, updates) in AppendsAsync(stores.Drafts, Id, Revision.Zero, ct)
            )
            {
                byte[] bytes = [.. id.ToByteArray(), .. LiveUpdateJson.Write(updates)];
                yield return new Part($"append at revision {at}", Fingerprint.OfBytes(bytes));
            }
            if (await stores.Drafts.FindSnapshotAsync(Id, ct) is { } snapshot)
            {
                yield return new Part("snapshot", HashOf(snapshot));
            }
        }

        private async Task<Revision> EndAsync(IDraftLog log, CancellationToken ct)
        {
            var end = Revision.Zero;
            await foreach (var append in AppendsAsync(log, Id, end, ct))
            {
                end = append.End;
            }
            return end;
        }

        // The clients in an order that is the same everywhere.
        private static string HashOf(DraftSnapshot snapshot) =>
            Fingerprint.Of(
                new
                {
                    snapshot.Revision,
                    snapshot.Text,
                    snapshot.Base,
                    snapshot.Authors,
                    Clients = snapshot.Clients.OrderBy(
                        client => client.Key.Value,
                        StringComparer.Ordinal
                    ),
                }
            );
    }
}
