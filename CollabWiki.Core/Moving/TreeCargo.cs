using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Moving;

/// <summary>The trees: titles, places, addresses old and new, and what is in the trash.</summary>
internal sealed class TreeCargo : ICargo
{
    public string Name => "trees";

    // A tree is in memory whole.
    public int AtOnce => 1;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [.. (await stores.Spaces.ListAsync(ct)).Select(space => new Tree(space.Key))];

    private sealed record Tree(SpaceKey Space) : Thing($"tree of {Space}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var tree = await from.Trees.LoadAsync(Space, ct);
            var kept = await to.Trees.LoadAsync(Space, ct);
            var changed = tree
                .All.Where(page =>
                    kept.Find(page.Id) is not { } other
                    || Fingerprint.Of(other) != Fingerprint.Of(page)
                )
                .ToList();
            if (changed.Count > 0 || kept.Revision != tree.Revision)
            {
                await to.Trees.PutAsync(Space, tree.Revision, changed, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            var tree = await stores.Trees.LoadAsync(Space, ct);
            foreach (var page in tree.All)
            {
                yield return new Part($"page {page.Id}", Fingerprint.Of(page));
            }
            if (tree.Revision > 0)
            {
                var revision = tree.Revision.ToString(CultureInfo.InvariantCulture);
                yield return new Part(
                    "revision",
                    Fingerprint.OfBytes(Encoding.UTF8.GetBytes(revision))
                );
            }
        }
    }
}
