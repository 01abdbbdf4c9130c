using CollabWiki.Core.Accounts;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Accounts in SQLite.</summary>
public sealed class SqliteAccountStore(SqliteDatabase database) : IAccountStore
{
    private const int ConstraintFailed = 19;

    private const string Columns =
        "id, name, display_name, email, password_hash, security_stamp, administrator, disabled, failed_sign_ins, locked_until, created_at, revision";

    private const string Places = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13";

    public Task<WikiUser?> FindAsync(UserId id, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle($"select {Columns} from account where id = $1", ReadUser, id.Value)
            )
        );

    public Task<WikiUser?> FindByNameAsync(string name, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    $"select {Columns} from account where name_key = $1",
                    ReadUser,
                    Key(name)
                )
            )
        );

    public Task<IReadOnlyList<WikiUser>> ListAsync(
        string afterName,
        int count,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyList<WikiUser>>(
            database.Read(db =>
                db.Query(
                    $"select {Columns} from account where name_key > $1 order by name_key limit $2",
                    ReadUser,
                    Key(afterName),
                    count
                )
            )
        );

    public Task<bool> TryCreateAsync(WikiUser user, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    $"insert or ignore into account ({Columns}, name_key) values ({Places})",
                    Values(user)
                ) == 1,
            ct
        );

    public Task<bool> TryPutAsync(WikiUser user, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                var owner = db.QuerySingle(
                    "select id from account where name_key = $1",
                    row => (UserId?)row.GetUserId(0),
                    Key(user.Name)
                );
                if (owner is not null && owner != user.Id)
                {
                    return false;
                }
                db.Execute(
                    $"insert into account ({Columns}, name_key) values ({Places}) on conflict (id) do update set name = $2, display_name = $3, "
                        + "email = $4, password_hash = $5, security_stamp = $6, administrator = $7, disabled = $8, failed_sign_ins = $9, "
                        + "locked_until = $10, created_at = $11, revision = $12, name_key = $13 where revision <= $12",
                    Values(user)
                );
                return true;
            },
            ct
        );

    public Task<bool> TryUpdateAsync(WikiUser user, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                try
                {
                    return db.Execute(
                            """
                            update account set name = $1, display_name = $2, email = $3, password_hash = $4, security_stamp = $5,
                                administrator = $6, disabled = $7, failed_sign_ins = $8, locked_until = $9, revision = $10, name_key = $11
                            where id = $12 and revision = $13
                            """,
                            user.Name,
                            user.DisplayName,
                            user.Email,
                            user.PasswordHash,
                            user.SecurityStamp,
                            user.IsAdministrator,
                            user.IsDisabled,
                            user.FailedSignIns,
                            user.LockedUntil,
                            user.Revision,
                            Key(user.Name),
                            user.Id.Value,
                            user.Revision - 1
                        ) == 1;
                }
                catch (SqliteException taken) when (taken.SqliteErrorCode == ConstraintFailed)
                {
                    return false;
                }
            },
            ct
        );

    private static object?[] Values(WikiUser user) =>
        [
            user.Id.Value,
            user.Name,
            user.DisplayName,
            user.Email,
            user.PasswordHash,
            user.SecurityStamp,
            user.IsAdministrator,
            user.IsDisabled,
            user.FailedSignIns,
            user.LockedUntil,
            user.CreatedAt,
            user.Revision,
            Key(user.Name),
        ];

    private static string Key(string name) => name.ToUpperInvariant();

    private static WikiUser ReadUser(SqliteDataReader row) =>
        new()
        {
            Id = row.GetUserId(0),
            Name = row.GetString(1),
            DisplayName = row.GetString(2),
            Email = row.GetString(3),
            PasswordHash = row.GetString(4),
            SecurityStamp = row.GetString(5),
            IsAdministrator = row.GetBoolean(6),
            IsDisabled = row.GetBoolean(7),
            FailedSignIns = row.GetInt32(8),
            LockedUntil = row.FindTime(9),
            CreatedAt = row.GetTime(10),
            Revision = row.GetInt32(11),
        };
}
