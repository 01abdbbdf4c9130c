using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Accounts;

/// <summary>Changes accounts. Whether somebody may is asked before, of the access rules; that a wiki keeps an administrator is seen to here.</summary>
public sealed class AccountEditor(
    IAccountStore accounts,
    Passwords passwords,
    IEnumerable<IAccountWatcher> watchers,
    IEnumerable<IAccountEventHandler> handlers
)
{
    /// <summary>Writes what an administrator typed over <paramref name="seen"/>; refuses when somebody else changed the same meanwhile. Taking the administrator's rights ends the account's sessions.</summary>
    public Task<AccountResult> EditAsync(
        AccountDetails seen,
        AccountDetails wish,
        UserId id,
        Actor by,
        CancellationToken ct
    )
    {
        wish = wish.Tidy();
        return TakeAsync(
            id,
            by,
            user =>
                wish.Check() is { } why ? AccountResult.Of(why)
                // Not asked of the revision: a failed sign-in of the account counts it up as well.
                : AccountDetails.Of(user) != seen ? AccountResult.Of(AccountRefusal.Stale)
                : AccountResult.Of(wish.ApplyTo(user)),
            ct
        );
    }

    /// <summary>A disabled account is signed out everywhere and can't sign in.</summary>
    public Task<AccountResult> SetDisabledAsync(
        UserId id,
        bool disabled,
        Actor by,
        CancellationToken ct
    ) => TakeAsync(id, by, user => AccountResult.Of(user with { IsDisabled = disabled }), ct);

    /// <summary>What people may change about themselves.</summary>
    public Task<AccountResult> DescribeAsync(
        Actor self,
        string displayName,
        string email,
        CancellationToken ct
    ) =>
        ChangeAsync(
            self.User,
            self,
            user =>
            {
                var wish = AccountDetails.Of(user) with
                {
                    DisplayName = displayName,
                    Email = email,
                };
                wish = wish.Tidy();
                return wish.Check() is { } why
                    ? AccountResult.Of(why)
                    : AccountResult.Of(wish.ApplyTo(user));
            },
            ct
        );

    /// <summary>Sets a password without asking for the old one; ends the account's sessions and a lock.</summary>
    public Task<AccountResult> ResetPasswordAsync(
        UserId id,
        string password,
        Actor by,
        CancellationToken ct
    ) => ChangeAsync(id, by, user => WithPassword(user, password), ct);

    /// <summary>Sets one's own password; ends all of one's sessions (the caller renews the one at hand).</summary>
    public Task<AccountResult> ChangePasswordAsync(
        Actor self,
        string current,
        string password,
        CancellationToken ct
    ) =>
        ChangeAsync(
            self.User,
            self,
            user =>
                passwords.IsRight(user, current)
                    ? WithPassword(user, password)
                    : AccountResult.Of(AccountRefusal.PasswordWrong),
            ct
        );

    private AccountResult WithPassword(WikiUser user, string password) =>
        PasswordRule.Check(password, user.Name, user.DisplayName) is { } why
            ? AccountResult.Of(why)
            : AccountResult.Of(
                user with
                {
                    PasswordHash = passwords.Hash(password),
                    SecurityStamp = Passwords.NewStamp(),
                    FailedSignIns = 0,
                    LockedUntil = null,
                }
            );

    // Nobody takes their own rights, so whoever acts is the administrator that is left; unless two take
    // them from each other at once: who finds after the write that their own are gone gives back what they took.
    private async Task<AccountResult> TakeAsync(
        UserId id,
        Actor by,
        Func<WikiUser, AccountResult> wish,
        CancellationToken ct
    )
    {
        WikiUser? taken = null;
        var result = await ChangeAsync(
            id,
            by,
            before =>
            {
                var wished = wish(before);
                taken =
                    wished is AccountResult.Done done && Takes(before, done.User) ? before : null;
                return taken is null ? wished
                    : id == by.User ? AccountResult.Of(AccountRefusal.Oneself)
                    : AccountResult.Of(
                        ((AccountResult.Done)wished).User with
                        {
                            SecurityStamp = Passwords.NewStamp(),
                        }
                    );
            },
            ct
        );
        if (
            taken is null
            || by.User == UserId.System
            || result is AccountResult.Refused
            || IsAdministrator(await accounts.FindAsync(by.User, ct))
        )
        {
            return result;
        }
        await ChangeAsync(
            id,
            by,
            user =>
                AccountResult.Of(
                    user with
                    {
                        IsAdministrator = taken.IsAdministrator,
                        IsDisabled = taken.IsDisabled,
                    }
                ),
            ct
        );
        return AccountResult.Of(AccountRefusal.NoLongerAdministrator);
    }

    private static bool Takes(WikiUser before, WikiUser after) =>
        (IsAdministrator(before) && !IsAdministrator(after))
        || (after.IsDisabled && !before.IsDisabled);

    private async Task<AccountResult> ChangeAsync(
        UserId id,
        Actor by,
        Func<WikiUser, AccountResult> wish,
        CancellationToken ct
    )
    {
        try
        {
            return await ChangeOpenAsync(id, by, wish, ct);
        }
        catch (WikiReadOnlyException)
        {
            return AccountResult.Of(AccountRefusal.ReadOnly);
        }
    }

    private async Task<AccountResult> ChangeOpenAsync(
        UserId id,
        Actor by,
        Func<WikiUser, AccountResult> wish,
        CancellationToken ct
    )
    {
        while (true)
        {
            if (await accounts.FindAsync(id, ct) is not { } user)
            {
                return AccountResult.Of(AccountRefusal.NoSuchAccount);
            }
            var result = wish(user);
            if (result is not AccountResult.Done { User: var changed })
            {
                return result;
            }
            if (await accounts.FindByNameAsync(changed.Name, ct) is { } other && other.Id != id)
            {
                return AccountResult.Of(AccountRefusal.NameTaken);
            }
            changed = changed with { Revision = user.Revision + 1 };
            if (await accounts.TryUpdateAsync(changed, ct))
            {
                foreach (var watcher in watchers)
                {
                    watcher.Forget(id);
                }
                foreach (var handler in handlers)
                {
                    await handler.HandleAsync(new AccountEvent.Changed(user, changed, by));
                }
                return AccountResult.Of(changed);
            }
        }
    }

    private static bool IsAdministrator(WikiUser? user) =>
        user is { IsAdministrator: true, IsDisabled: false };
}
