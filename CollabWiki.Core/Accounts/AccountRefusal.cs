using System.Diagnostics;

namespace CollabWiki.Core.Accounts;

/// <summary>Why an account can't be made or changed so.</summary>
public enum AccountRefusal
{
    NameMalformed,
    NameTaken,
    DisplayNameMalformed,
    EmailMalformed,
    PasswordTooShort,
    PasswordTooLong,
    PasswordIsName,
    PasswordCommon,
    PasswordWrong,
    Oneself,
    NoLongerAdministrator,
    NoSuchAccount,
    Stale,
    SetUpAlready,
    ReadOnly,
}

public static class AccountRefusals
{
    /// <summary>A sentence for people: what happened and what to do.</summary>
    public static string Explain(this AccountRefusal refusal) =>
        refusal switch
        {
            AccountRefusal.NameMalformed =>
                "A name can have 1 to 64 characters, without spaces and control characters.",
            AccountRefusal.NameTaken => "Another account has this name. Choose a different one.",
            AccountRefusal.DisplayNameMalformed =>
                "A display name can have 1 to 100 characters, on one line.",
            AccountRefusal.EmailMalformed => "This isn’t an e-mail address. It may be left empty.",
            AccountRefusal.PasswordTooShort =>
                $"A password needs at least {PasswordRule.MinLength} characters. A few words in a row make a good one.",
            AccountRefusal.PasswordTooLong =>
                $"A password can have {PasswordRule.MaxLength} characters at most.",
            AccountRefusal.PasswordIsName =>
                "The password is the name. Choose one that nobody guesses first.",
            AccountRefusal.PasswordCommon =>
                "This is one of the passwords that are tried first everywhere. Choose another one.",
            AccountRefusal.PasswordWrong => "The current password isn’t right.",
            AccountRefusal.Oneself =>
                "You can’t disable your own account or take your own rights. Ask another administrator.",
            AccountRefusal.NoLongerAdministrator =>
                "You aren’t an administrator any more, so nothing was changed.",
            AccountRefusal.NoSuchAccount => "There is no such account.",
            AccountRefusal.Stale =>
                "Somebody else changed this account meanwhile. Look at it again, then repeat your change.",
            AccountRefusal.SetUpAlready => "This wiki has been set up already.",
            AccountRefusal.ReadOnly =>
                "This wiki can only be read for now, so nothing was changed. Please try again later.",
            _ => throw new UnreachableException(),
        };
}
