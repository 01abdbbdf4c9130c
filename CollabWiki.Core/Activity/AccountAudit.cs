using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Activity;

/// <summary>What the trail says about accounts. Never a password, its hash or an e-mail address.</summary>
internal static class AccountAudit
{
    public static IEnumerable<AuditEntry> Of(AccountEvent happened, DateTimeOffset now) =>
        happened switch
        {
            AccountEvent.Created created =>
            [
                Entry(
                    AuditKind.AccountCreated,
                    created.Account.Id,
                    created.By,
                    now,
                    created.Account.Name
                        + (created.Account.IsAdministrator ? ", administrator of the wiki" : "")
                ),
            ],
            AccountEvent.Changed changed => Changes(changed, now),
            AccountEvent.SignedIn done =>
            [
                Entry(
                    AuditKind.SignedIn,
                    done.Account,
                    new Actor(done.Account, done.From),
                    now,
                    ""
                ),
            ],
            _ => [],
        };

    private static IEnumerable<AuditEntry> Changes(AccountEvent.Changed changed, DateTimeOffset now)
    {
        var (before, after, by) = changed;
        AuditEntry Tell(string kind, string details = "") =>
            Entry(kind, after.Id, by, now, details);

        if (before.IsAdministrator != after.IsAdministrator)
        {
            yield return Tell(
                AuditKind.AccountRights,
                after.IsAdministrator
                    ? "became administrator of the wiki"
                    : "is no longer administrator of the wiki"
            );
        }
        if (before.IsDisabled != after.IsDisabled)
        {
            yield return Tell(
                after.IsDisabled ? AuditKind.AccountDisabled : AuditKind.AccountEnabled
            );
        }
        if (before.PasswordHash != after.PasswordHash)
        {
            yield return Tell(AuditKind.PasswordSet);
        }
        var words = Words(before, after).ToList();
        if (words.Count > 0)
        {
            yield return Tell(AuditKind.AccountChanged, string.Join("; ", words));
        }
    }

    private static IEnumerable<string> Words(WikiUser before, WikiUser after)
    {
        if (before.Name != after.Name)
        {
            yield return $"name {before.Name} → {after.Name}";
        }
        if (before.DisplayName != after.DisplayName)
        {
            yield return $"display name “{before.DisplayName}” → “{after.DisplayName}”";
        }
        if (before.Email != after.Email)
        {
            yield return "another e-mail address";
        }
    }

    private static AuditEntry Entry(
        string kind,
        UserId account,
        Actor by,
        DateTimeOffset now,
        string details
    ) =>
        new()
        {
            Kind = kind,
            At = now,
            By = by.User,
            From = by.From,
            Target = AuditTarget.Of(account),
            Details = details,
        };
}
