using System.Runtime.CompilerServices;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Moving;

/// <summary>Spaces, with their grants.</summary>
internal sealed class SpaceCargo : ICargo
{
    public string Name => "spaces";

    public int AtOnce => 1;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [.. (await stores.Spaces.ListAsync(ct)).Select(space => new Room(space.Key))];

    private sealed record Room(SpaceKey Key) : Thing($"space {Key}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var space =
                await from.Spaces.FindAsync(Key, ct)
                ?? throw new KeyNotFoundException($"{Name} is gone.");
            await to.Spaces.PutAsync(space, ct);
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            if (await stores.Spaces.FindAsync(Key, ct) is { } space)
            {
                yield return new Part("", Fingerprint.Of(space));
            }
        }
    }
}
