using System.Runtime.CompilerServices;
using System.Text;

namespace CollabWiki.Core.Moving;

/// <summary>What is set for the whole wiki, but for what is said about the move itself.</summary>
internal sealed class SettingCargo : ICargo
{
    public string Name => "settings";

    public int AtOnce => 8;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [
            .. (await stores.Settings.ListAsync(ct))
                .Keys.Where(name => !MoveMarks.IsOne(name))
                .Select(name => new Setting(name)),
        ];

    private sealed record Setting(string Key) : Thing($"setting {Key}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            if (
                await from.Settings.FindAsync(Key, ct) is { } value
                && await to.Settings.FindAsync(Key, ct) != value
            )
            {
                await to.Settings.SetAsync(Key, value, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            if (await stores.Settings.FindAsync(Key, ct) is { } value)
            {
                yield return new Part("", Fingerprint.OfBytes(Encoding.UTF8.GetBytes(value)));
            }
        }
    }
}
