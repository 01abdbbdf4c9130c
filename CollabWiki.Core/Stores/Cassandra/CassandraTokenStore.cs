using Cassandra;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Personal access tokens on Cassandra: what never changes by condition, when it was used and taken back beside it.</summary>
public sealed class CassandraTokenStore(CassandraDatabase database) : ITokenStore
{
    private const string Columns = "id, user, name, scope, hash, created_at, expires_at";

    public async Task<AccessToken?> FindAsync(TokenId id, CancellationToken ct)
    {
        var token = database.FindAsync(
            $"SELECT {Columns} FROM access_token WHERE id = ?",
            ct,
            id.Value
        );
        var state = database.FindAsync(
            "SELECT used_at, revoked_at FROM access_token_state WHERE id = ?",
            ct,
            id.Value
        );
        await Task.WhenAll(token, state);
        return await token is { } row ? ReadToken(row, await state) : null;
    }

    public async Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            "SELECT id FROM access_token_user WHERE user = ?",
            ct,
            user.Value
        );
        var tokens = await Task.WhenAll(
            rows.Select(row => FindAsync(new TokenId(row.GetValue<Guid>("id")), ct))
        );
        return [.. tokens.OfType<AccessToken>().OrderBy(token => token.CreatedAt)];
    }

    public async Task<bool> TryCreateAsync(AccessToken token, CancellationToken ct)
    {
        var write = Guid.NewGuid();
        await database.WriteAsync(
            "INSERT INTO access_token_user (user, id) VALUES (?, ?)",
            ct,
            token.User.Value,
            token.Id.Value
        );
        var isCreated = await database.TryAsync(
            await database.BindAsync(
                $"INSERT INTO access_token ({Columns}, write_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                ct,
                token.Id.Value,
                token.User.Value,
                token.Name,
                (int)token.Scope,
                token.Hash,
                token.CreatedAt.Ticks,
                token.ExpiresAt?.Ticks,
                write
            ),
            () => IsMineAsync(token.Id, write, ct),
            ct
        );
        if (isCreated && (token.UsedAt ?? token.RevokedAt) is not null)
        {
            // It comes from another store.
            await database.WriteAsync(
                "INSERT INTO access_token_state (id, used_at, revoked_at) VALUES (?, ?, ?)",
                ct,
                token.Id.Value,
                token.UsedAt?.UtcTicks,
                token.RevokedAt?.UtcTicks
            );
        }
        return isCreated;
    }

    public Task TouchAsync(TokenId id, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(
            "UPDATE access_token_state SET used_at = ? WHERE id = ?",
            ct,
            at.UtcTicks,
            id.Value
        );

    public async Task RevokeAsync(TokenId id, DateTimeOffset at, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is { RevokedAt: null })
        {
            await database.WriteAsync(
                "UPDATE access_token_state SET revoked_at = ? WHERE id = ?",
                ct,
                at.UtcTicks,
                id.Value
            );
        }
    }

    private async Task<bool> IsMineAsync(TokenId id, Guid write, CancellationToken ct) =>
        (
            await database.FindAsync("SELECT write_id FROM access_token WHERE id = ?", ct, id.Value)
        )?.GetValue<Guid>("write_id") == write;

    private static AccessToken ReadToken(Row row, Row? state) =>
        new()
        {
            Id = new TokenId(row.GetValue<Guid>("id")),
            User = row.GetUserId("user"),
            Name = row.GetValue<string>("name"),
            Scope = (TokenScope)row.GetValue<int>("scope"),
            Hash = row.GetValue<string>("hash"),
            CreatedAt = row.GetTime("created_at"),
            ExpiresAt = row.FindTime("expires_at"),
            UsedAt = state?.FindTime("used_at"),
            RevokedAt = state?.FindTime("revoked_at"),
        };
}
