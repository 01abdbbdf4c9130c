namespace CollabWiki.Core.Activity;

/// <summary>What can happen, by the words that stand in the trail. They are for ever: entries of years ago have them.</summary>
public static class AuditKind
{
    public const string PageCreated = "page.created";
    public const string PageSaved = "page.saved";
    public const string PageMerged = "page.merged";
    public const string PageRestored = "page.restored";
    public const string PageImported = "page.imported";
    public const string PageRenamed = "page.renamed";
    public const string PageMoved = "page.moved";
    public const string PageDeleted = "page.deleted";
    public const string PageBroughtBack = "page.brought-back";
    public const string SpaceCreated = "space.created";
    public const string SpaceChanged = "space.changed";
    public const string SpaceRights = "space.rights";
    public const string AccountCreated = "account.created";
    public const string AccountChanged = "account.changed";
    public const string AccountRights = "account.rights";
    public const string AccountDisabled = "account.disabled";
    public const string AccountEnabled = "account.enabled";
    public const string PasswordSet = "account.password";
    public const string SignedIn = "sign-in.done";
    public const string SignInFailed = "sign-in.failed";
    public const string SignedOut = "sign-in.ended";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
    public const string SettingChanged = "settings.changed";
    public const string Imported = "transfer.import";
    public const string Exported = "transfer.export";
    public const string AuditExported = "audit.export";
    public const string AuditPruned = "audit.pruned";
    public const string AuditLost = "audit.lost";

    /// <summary>All kinds with their words for people, in groups.</summary>
    public static IReadOnlyList<(string Kind, string Words)> All { get; } =
    [
        (PageCreated, "Page created"),
        (PageSaved, "Page saved"),
        (PageMerged, "Page saved, merged"),
        (PageRestored, "Version restored"),
        (PageImported, "Page imported"),
        (PageRenamed, "Page renamed"),
        (PageMoved, "Page moved"),
        (PageDeleted, "Page deleted"),
        (PageBroughtBack, "Page brought back"),
        (SpaceCreated, "Space created"),
        (SpaceChanged, "Space changed"),
        (SpaceRights, "Rights in a space changed"),
        (AccountCreated, "Account created"),
        (AccountChanged, "Account changed"),
        (AccountRights, "Administrator’s rights changed"),
        (AccountDisabled, "Account disabled"),
        (AccountEnabled, "Account enabled"),
        (PasswordSet, "Password set"),
        (SignedIn, "Signed in"),
        (SignInFailed, "Sign-in failed"),
        (SignedOut, "Signed out"),
        (TokenCreated, "Token created"),
        (TokenRevoked, "Token revoked"),
        (SettingChanged, "Setting changed"),
        (Imported, "Folder imported"),
        (Exported, "Space exported"),
        (AuditExported, "Audit trail exported"),
        (AuditPruned, "Old entries removed"),
        (AuditLost, "Entries lost"),
    ];

    /// <summary>A kind in words; one that this release doesn't know as it is.</summary>
    public static string Explain(string kind) =>
        All.FirstOrDefault(known => known.Kind == kind).Words ?? kind;
}
