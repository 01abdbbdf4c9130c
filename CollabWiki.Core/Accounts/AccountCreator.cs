using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Accounts;

/// <summary>Makes accounts.</summary>
public sealed class AccountCreator(
    IAccountStore accounts,
    Passwords passwords,
    TimeProvider clock,
    IEnumerable<IAccountEventHandler> handlers
)
{
    public async Task<AccountResult> CreateAsync(
        AccountDetails details,
        string password,
        Actor by,
        CancellationToken ct
    )
    {
        details = details.Tidy();
        if (
            (details.Check() ?? PasswordRule.Check(password, details.Name, details.DisplayName)) is
            { } why
        )
        {
            return new AccountResult.Refused(why);
        }
        var user = new WikiUser
        {
            Id = UserId.New(),
            Name = details.Name,
            DisplayName = details.DisplayName,
            Email = details.Email,
            IsAdministrator = details.IsAdministrator,
            PasswordHash = passwords.Hash(password),
            SecurityStamp = Passwords.NewStamp(),
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            if (!await accounts.TryCreateAsync(user, ct))
            {
                return new AccountResult.Refused(AccountRefusal.NameTaken);
            }
        }
        catch (WikiReadOnlyException)
        {
            return new AccountResult.Refused(AccountRefusal.ReadOnly);
        }
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(new AccountEvent.Created(user, by));
        }
        return new AccountResult.Done(user);
    }
}
