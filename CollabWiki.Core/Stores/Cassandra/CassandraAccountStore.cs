using Cassandra;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>
/// Accounts on Cassandra. An account and its name stand in two partitions, so that two writes make one account: the account first, then the claim of
/// the name, which counts when its account has that name. A crash between them leaves an account that nobody finds, never a name given twice.
/// </summary>
public sealed class CassandraAccountStore(CassandraDatabase database, TimeProvider clock)
    : IAccountStore
{
    /// <summary>After this time a claim that its account doesn't bear out is left over from a crash.</summary>
    private static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(1);

    private const string Columns =
        "id, name, display_name, email, password_hash, security_stamp, administrator, disabled, failed_sign_ins, locked_until, created_at, revision";

    public async Task<WikiUser?> FindAsync(UserId id, CancellationToken ct) =>
        await database.FindAsync($"SELECT {Columns} FROM account WHERE id = ?", ct, id.Value)
            is { } row
            ? ReadUser(row)
            : null;

    public async Task<WikiUser?> FindByNameAsync(string name, CancellationToken ct)
    {
        var key = Key(name);
        return
            await FindClaimAsync(key, ct) is { } claim
            && await FindAsync(claim.Id, ct) is { } user
            && Key(user.Name) == key
            ? user
            : null;
    }

    public async Task<IReadOnlyList<WikiUser>> ListAsync(
        string afterName,
        int count,
        CancellationToken ct
    )
    {
        var found = new List<WikiUser>();
        var after = Key(afterName);
        while (found.Count < count)
        {
            var rows = await database.ReadAsync(
                "SELECT name_key, id FROM account_name WHERE part = 0 AND name_key > ? LIMIT ?",
                ct,
                after,
                count - found.Count
            );
            if (rows.Count == 0)
            {
                break;
            }
            after = rows[^1].GetValue<string>("name_key");
            var users = await Task.WhenAll(rows.Select(row => FindAsync(row.GetUserId("id"), ct)));
            found.AddRange(
                users
                    .Zip(rows)
                    .Where(pair =>
                        pair.First is { } user
                        && Key(user.Name) == pair.Second.GetValue<string>("name_key")
                    )
                    .Select(pair => pair.First!)
            );
        }
        return found;
    }

    public async Task<bool> TryCreateAsync(WikiUser user, CancellationToken ct)
    {
        var write = Guid.NewGuid();
        var isNew = await database.TryAsync(
            await database.BindAsync(
                $"INSERT INTO account ({Columns}, write_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                ct,
                [user.Id.Value, .. Values(user), user.CreatedAt.Ticks, user.Revision, write]
            ),
            () => IsMineAsync(user.Id, write, ct),
            ct
        );
        if (!isNew)
        {
            return false;
        }
        if (await TryClaimAsync(Key(user.Name), user.Id, ct))
        {
            return true;
        }
        await database.TryAsync(
            await database.BindAsync(
                "DELETE FROM account WHERE id = ? IF write_id = ?",
                ct,
                user.Id.Value,
                write
            ),
            () => Task.FromResult(true),
            ct
        );
        return false;
    }

    public async Task<bool> TryUpdateAsync(WikiUser user, CancellationToken ct)
    {
        if (await FindAsync(user.Id, ct) is not { } before || before.Revision != user.Revision - 1)
        {
            return false;
        }
        return await TryReplaceAsync(before, user, ct);
    }

    public async Task<bool> TryPutAsync(WikiUser user, CancellationToken ct)
    {
        while (await FindAsync(user.Id, ct) is { } kept)
        {
            if (kept.Revision > user.Revision)
            {
                return true;
            }
            // Also when the name stays: a crash may have left the account without a claim of it.
            if (!await TryClaimAsync(Key(user.Name), user.Id, ct))
            {
                return false;
            }
            if (await TryReplaceAsync(kept, user, ct))
            {
                return true;
            }
        }
        return await TryCreateAsync(user, ct);
    }

    /// <summary>Writes an account in place of one that was read; false when it was changed since, or its new name is taken.</summary>
    private async Task<bool> TryReplaceAsync(WikiUser before, WikiUser user, CancellationToken ct)
    {
        var (oldKey, newKey) = (Key(before.Name), Key(user.Name));
        if (oldKey != newKey && !await TryClaimAsync(newKey, user.Id, ct))
        {
            return false;
        }
        var write = Guid.NewGuid();
        var written = await database.TryAsync(
            await database.BindAsync(
                "UPDATE account SET name = ?, display_name = ?, email = ?, password_hash = ?, security_stamp = ?, administrator = ?, disabled = ?, "
                    + "failed_sign_ins = ?, locked_until = ?, revision = ?, write_id = ? WHERE id = ? IF revision = ?",
                ct,
                [.. Values(user), user.Revision, write, user.Id.Value, before.Revision]
            ),
            () => IsMineAsync(user.Id, write, ct),
            ct
        );
        if (oldKey != newKey)
        {
            await UnclaimAsync(written ? oldKey : newKey, user.Id, ct);
        }
        return written;
    }

    /// <summary>Claims a name; also one that a crash left claimed for an account that has another name.</summary>
    private async Task<bool> TryClaimAsync(string key, UserId id, CancellationToken ct)
    {
        if (
            await database.TryAsync(
                await database.BindAsync(
                    "INSERT INTO account_name (part, name_key, id, claimed_at) VALUES (0, ?, ?, ?) IF NOT EXISTS",
                    ct,
                    key,
                    id.Value,
                    clock.GetUtcNow().Ticks
                ),
                () => HasClaimAsync(key, id, ct),
                ct
            )
        )
        {
            return true;
        }
        if (
            await FindClaimAsync(key, ct) is not { } claim
            || clock.GetUtcNow() - claim.At < ClaimTime
            || (await FindAsync(claim.Id, ct) is { } owner && Key(owner.Name) == key)
        )
        {
            return false;
        }
        return await database.TryAsync(
            await database.BindAsync(
                "UPDATE account_name SET id = ?, claimed_at = ? WHERE part = 0 AND name_key = ? IF id = ? AND claimed_at = ?",
                ct,
                id.Value,
                clock.GetUtcNow().Ticks,
                key,
                claim.Id.Value,
                claim.At.Ticks
            ),
            () => HasClaimAsync(key, id, ct),
            ct
        );
    }

    private async Task UnclaimAsync(string key, UserId id, CancellationToken ct) =>
        await database.TryAsync(
            await database.BindAsync(
                "DELETE FROM account_name WHERE part = 0 AND name_key = ? IF id = ?",
                ct,
                key,
                id.Value
            ),
            () => Task.FromResult(true),
            ct
        );

    private async Task<bool> HasClaimAsync(string key, UserId id, CancellationToken ct) =>
        (await FindClaimAsync(key, ct))?.Id == id;

    private async Task<(UserId Id, DateTimeOffset At)?> FindClaimAsync(
        string key,
        CancellationToken ct
    ) =>
        await database.FindAsync(
            "SELECT id, claimed_at FROM account_name WHERE part = 0 AND name_key = ?",
            ct,
            key
        )
            is { } row
            ? (row.GetUserId("id"), row.GetTime("claimed_at"))
            : null;

    private async Task<bool> IsMineAsync(UserId id, Guid write, CancellationToken ct) =>
        (
            await database.FindAsync("SELECT write_id FROM account WHERE id = ?", ct, id.Value)
        )?.GetValue<Guid>("write_id") == write;

    private static object?[] Values(WikiUser user) =>
        [
            user.Name,
            user.DisplayName,
            user.Email,
            user.PasswordHash,
            user.SecurityStamp,
            user.IsAdministrator,
            user.IsDisabled,
            user.FailedSignIns,
            user.LockedUntil?.Ticks,
        ];

    private static string Key(string name) => name.ToUpperInvariant();

    private static WikiUser ReadUser(Row row) =>
        new()
        {
            Id = row.GetUserId("id"),
            Name = row.GetValue<string>("name"),
            DisplayName = row.GetValue<string>("display_name"),
            Email = row.GetValue<string>("email"),
            PasswordHash = row.GetValue<string>("password_hash"),
            SecurityStamp = row.GetValue<string>("security_stamp"),
            IsAdministrator = row.GetValue<bool>("administrator"),
            IsDisabled = row.GetValue<bool>("disabled"),
            FailedSignIns = row.GetValue<int>("failed_sign_ins"),
            LockedUntil = row.FindTime("locked_until"),
            CreatedAt = row.GetTime("created_at"),
            Revision = row.GetValue<int>("revision"),
        };
}
