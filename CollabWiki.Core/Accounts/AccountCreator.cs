using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Accounts;

/// <summary>Makes accounts.</summary>
public sealed class AccountCreator(IAccountStore accounts, Passwords passwords, TimeProvider clock)
{
    public async Task<AccountResult> CreateAsync(
        AccountDetails details,
        string password,
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
            return await accounts.TryCreateAsync(user, ct)
                ? new AccountResult.Done(user)
                : new AccountResult.Refused(AccountRefusal.NameTaken);
        }
        catch (WikiReadOnlyException)
        {
            return new AccountResult.Refused(AccountRefusal.ReadOnly);
        }
    }
}
