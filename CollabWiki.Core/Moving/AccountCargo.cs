using System.Runtime.CompilerServices;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Moving;

/// <summary>Accounts, with their hashes and stamps.</summary>
internal sealed class AccountCargo : ICargo
{
    private const int Chunk = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Name => "accounts";

    // All names are one partition: more at once only get into each other's way.
    public int AtOnce => 4;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct)
    {
        var all = new List<Thing>();
        var after = "";
        while (await stores.Accounts.ListAsync(after, Chunk, ct) is { Count: > 0 } users)
        {
            all.AddRange(users.Select(user => new Account(user.Id)));
            after = users[^1].Name;
        }
        return all;
    }

    private sealed record Account(UserId Id) : Thing($"account {Id}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var user =
                await from.Accounts.FindAsync(Id, ct)
                ?? throw new KeyNotFoundException($"{Name} is gone.");
            // By name: an account that a crash left without its name isn't there.
            if (await to.Accounts.FindByNameAsync(user.Name, ct) == user)
            {
                return;
            }
            while (!await to.Accounts.TryPutAsync(user, ct))
            {
                await FreeNameAsync(to.Accounts, user.Name, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            if (await stores.Accounts.FindAsync(Id, ct) is { } user)
            {
                yield return new Part("", Fingerprint.Of(user));
            }
        }

        /// <summary>Since an earlier try another account got the name: the one that had it gets its own when its turn comes.</summary>
        private static async Task FreeNameAsync(
            IAccountStore accounts,
            string name,
            CancellationToken ct
        )
        {
            if (await accounts.FindByNameAsync(name, ct) is not { } holder)
            {
                // Free by now; or claimed by a writer that was killed, which counts for a minute.
                await Task.Delay(Pause, ct);
                return;
            }
            await accounts.TryUpdateAsync(
                holder with
                {
                    Name = holder.Id.ToString(),
                    Revision = holder.Revision + 1,
                },
                ct
            );
        }
    }
}
