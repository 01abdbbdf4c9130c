namespace CollabWiki.Core.Accounts;

/// <summary>What came of the wish to make or change an account.</summary>
public abstract record AccountResult
{
    private AccountResult() { }

    /// <summary>Written; <paramref name="User"/> is the account as it is now.</summary>
    public sealed record Done(WikiUser User) : AccountResult;

    /// <summary>Nothing was written.</summary>
    public sealed record Refused(AccountRefusal Why) : AccountResult;

    public static AccountResult Of(WikiUser user) => new Done(user);

    public static AccountResult Of(AccountRefusal why) => new Refused(why);
}
