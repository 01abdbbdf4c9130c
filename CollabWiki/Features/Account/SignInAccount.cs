using CollabWiki.Core.Accounts;

namespace CollabWiki.Features.Account;

/// <summary>An account as ASP.NET Core Identity sees it: to read only. Accounts are made and changed by Core.</summary>
internal sealed class SignInAccount(WikiUser user)
{
    public WikiUser User { get; } = user;
}
