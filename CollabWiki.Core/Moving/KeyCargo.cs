using System.Runtime.CompilerServices;

namespace CollabWiki.Core.Moving;

/// <summary>The keys of cookies and forms: with them people stay signed in.</summary>
internal sealed class KeyCargo : ICargo
{
    public string Name => "protection keys";

    public int AtOnce => 1;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [.. (await stores.Keys.ListAsync(ct)).Select(key => new Key(key.Name))];

    private sealed record Key(string Id) : Thing($"protection key {Id}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var key = (await from.Keys.ListAsync(ct)).Single(key => key.Name == Id);
            if (!(await to.Keys.ListAsync(ct)).Contains(key))
            {
                await to.Keys.SaveAsync(key, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            foreach (var key in (await stores.Keys.ListAsync(ct)).Where(key => key.Name == Id))
            {
                yield return new Part("", Fingerprint.Of(key));
            }
        }
    }
}
