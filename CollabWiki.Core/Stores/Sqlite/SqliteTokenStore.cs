using CollabWiki.Core.Accounts;
using CollabWiki.Core.Tokens;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Personal access tokens in SQLite.</summary>
public sealed class SqliteTokenStore(SqliteDatabase database) : ITokenStore
{
    private const string Columns =
        "id, user, name, scope, hash, created_at, expires_at, used_at, revoked_at";

    public Task<AccessToken?> FindAsync(TokenId id, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    $"select {Columns} from access_token where id = $1",
                    ReadToken,
                    id.Value
                )
            )
        );

    public Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.Query(
                    $"select {Columns} from access_token where user = $1 order by created_at, id",
                    ReadToken,
                    user.Value
                )
            )
        );

    public Task<bool> TryCreateAsync(AccessToken token, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    $"insert or ignore into access_token ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    token.Id.Value,
                    token.User.Value,
                    token.Name,
                    (int)token.Scope,
                    token.Hash,
                    token.CreatedAt,
                    token.ExpiresAt,
                    token.UsedAt,
                    token.RevokedAt
                ) == 1,
            ct
        );

    public Task TouchAsync(TokenId id, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(
            db => db.Execute("update access_token set used_at = $2 where id = $1", id.Value, at),
            ct
        );

    public Task RevokeAsync(TokenId id, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    "update access_token set revoked_at = $2 where id = $1 and revoked_at is null",
                    id.Value,
                    at
                ),
            ct
        );

    private static AccessToken ReadToken(SqliteDataReader row) =>
        new()
        {
            Id = new TokenId(row.GetId(0)),
            User = row.GetUserId(1),
            Name = row.GetString(2),
            Scope = (TokenScope)row.GetInt32(3),
            Hash = row.GetString(4),
            CreatedAt = row.GetTime(5),
            ExpiresAt = row.FindTime(6),
            UsedAt = row.FindTime(7),
            RevokedAt = row.FindTime(8),
        };
}
