namespace CollabWiki.Core.Accounts;

/// <summary>The first account of a wiki, made once.</summary>
public sealed class FirstAdministrator(IAccountStore accounts, AccountCreator creator) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private volatile bool exists;

    /// <summary>Whether the wiki has no account yet. Accounts are never deleted, so that a "no" is remembered.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken ct)
    {
        if (!exists)
        {
            exists = (await accounts.ListAsync("", 1, ct)).Count > 0;
        }
        return !exists;
    }

    /// <summary>Makes the administrator of a new wiki; of two who try at once, one is refused.</summary>
    public async Task<AccountResult> CreateAsync(
        string name,
        string displayName,
        string password,
        Origin from,
        CancellationToken ct
    )
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            var details = new AccountDetails(name, displayName, "", IsAdministrator: true);
            var result = await IsMissingAsync(ct)
                ? await creator.CreateAsync(details, password, new Actor(UserId.System, from), ct)
                : new AccountResult.Refused(AccountRefusal.SetUpAlready);
            // Whoever took the name in the meantime is another node that starts.
            return result is AccountResult.Refused { Why: AccountRefusal.NameTaken }
                ? new AccountResult.Refused(AccountRefusal.SetUpAlready)
                : result;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();
}
