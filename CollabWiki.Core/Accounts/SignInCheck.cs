using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Accounts;

/// <summary>Checks name and password. After ten failures in a row an account rests for five minutes.</summary>
/// <remarks>Not left to Identity's UserManager: it reads the system's clock, and of failures at the same time it counts one.</remarks>
public sealed class SignInCheck(
    IAccountStore accounts,
    Passwords passwords,
    TimeProvider clock,
    IEnumerable<IAccountEventHandler> handlers
)
{
    public const int MaxFailures = 10;

    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>The account; null when name or password is wrong, or the account is locked or disabled: the caller can't tell which, nor by the time it takes.</summary>
    public async Task<WikiUser?> CheckAsync(
        string name,
        string password,
        Origin from,
        CancellationToken ct
    )
    {
        var user = await accounts.FindByNameAsync(name.Trim().Composed(), ct);
        var usable = user is { IsDisabled: false } && !IsLocked(user) ? user : null;
        // Always asked, so that each answer costs the work of one hash.
        var isRight = passwords.IsRight(usable, password);
        await TellAsync(
            usable is not null && isRight
                ? new AccountEvent.SignedIn(usable.Id, from)
                : new AccountEvent.SignInFailed(user?.Id, WhyNot(user, usable), from)
        );
        try
        {
            return usable is not null && isRight
                ? await ForgetFailuresAsync(usable, ct)
                : await CountAsync(usable, ct);
        }
        catch (WikiReadOnlyException)
        {
            // People sign in to read, too; failures aren't counted meanwhile.
            return isRight ? usable : null;
        }
    }

    private static SignInFailure WhyNot(WikiUser? user, WikiUser? usable) =>
        user switch
        {
            null => SignInFailure.UnknownName,
            { IsDisabled: true } => SignInFailure.Disabled,
            _ when usable is null => SignInFailure.Locked,
            _ => SignInFailure.WrongPassword,
        };

    private async Task TellAsync(AccountEvent happened)
    {
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(happened);
        }
    }

    private async Task<WikiUser?> CountAsync(WikiUser? user, CancellationToken ct)
    {
        while (user is not null && !IsLocked(user))
        {
            var failures = user.FailedSignIns + 1;
            var counted = user with
            {
                FailedSignIns = failures < MaxFailures ? failures : 0,
                LockedUntil = failures < MaxFailures ? null : clock.GetUtcNow() + Rest,
                Revision = user.Revision + 1,
            };
            if (await accounts.TryUpdateAsync(counted, ct))
            {
                return null;
            }
            user = await accounts.FindAsync(user.Id, ct);
        }
        return null;
    }

    private async Task<WikiUser?> ForgetFailuresAsync(WikiUser user, CancellationToken ct)
    {
        if (user.FailedSignIns == 0 && user.LockedUntil is null)
        {
            return user;
        }
        var clean = user with
        {
            FailedSignIns = 0,
            LockedUntil = null,
            Revision = user.Revision + 1,
        };
        // Lost to another write: the count stays for the next sign-in to forget.
        return await accounts.TryUpdateAsync(clean, ct) ? clean : user;
    }

    private bool IsLocked(WikiUser user) => user.LockedUntil > clock.GetUtcNow();
}
