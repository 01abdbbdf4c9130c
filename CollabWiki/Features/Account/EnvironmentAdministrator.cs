using CollabWiki.Core.Accounts;

namespace CollabWiki.Features.Account;

/// <summary>Makes the first administrator without a browser: COLLABWIKI_ADMIN_USER and COLLABWIKI_ADMIN_PASSWORD.</summary>
internal static class EnvironmentAdministrator
{
    private const string User = "COLLABWIKI_ADMIN_USER";
    private const string Password = "COLLABWIKI_ADMIN_PASSWORD";

    /// <summary>Does nothing when neither is set or there is an account already. False, and said in the log, when an account can't be made of them.</summary>
    public static async Task<bool> CreateAsync(
        IConfiguration configuration,
        FirstAdministrator first,
        ILogger log,
        CancellationToken ct
    )
    {
        var name = configuration[User] ?? "";
        var password = configuration[Password] ?? "";
        if ((name.Length == 0 && password.Length == 0) || !await first.IsMissingAsync(ct))
        {
            return true;
        }
        var result = await first.CreateAsync(name, "", password, Origin.Of("", "environment"), ct);
        if (result is AccountResult.Refused refused && refused.Why != AccountRefusal.SetUpAlready)
        {
            log.LogCritical(
                "The administrator named by {User} and {Password} can’t be made: {Why} The server stops.",
                User,
                Password,
                refused.Why.Explain()
            );
            return false;
        }
        log.LogInformation("Made the administrator that {User} names.", User);
        return true;
    }
}
