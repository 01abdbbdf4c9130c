using System.Runtime.CompilerServices;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Core.Moving;

/// <summary>Personal access tokens, with their hashes: programs go on with those they have.</summary>
internal sealed class TokenCargo : ICargo
{
    private const int Chunk = 500;

    public string Name => "access tokens";

    public int AtOnce => 4;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct)
    {
        var all = new List<Thing>();
        var after = "";
        while (await stores.Accounts.ListAsync(after, Chunk, ct) is { Count: > 0 } users)
        {
            foreach (var user in users)
            {
                var tokens = await stores.Tokens.ListAsync(user.Id, ct);
                all.AddRange(tokens.Select(token => new Token(token.Id)));
            }
            after = users[^1].Name;
        }
        return all;
    }

    private sealed record Token(TokenId Id) : Thing($"access token {Id}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var token =
                await from.Tokens.FindAsync(Id, ct)
                ?? throw new KeyNotFoundException($"{Name} is gone.");
            if (await to.Tokens.TryCreateAsync(token, ct))
            {
                return;
            }
            // Copied by an earlier try: what has changed since is when it was used and taken back.
            if (token.UsedAt is { } used)
            {
                await to.Tokens.TouchAsync(Id, used, ct);
            }
            if (token.RevokedAt is { } revoked)
            {
                await to.Tokens.RevokeAsync(Id, revoked, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            if (await stores.Tokens.FindAsync(Id, ct) is { } token)
            {
                yield return new Part("", Fingerprint.Of(token));
            }
        }
    }
}
