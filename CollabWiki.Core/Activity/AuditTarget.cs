using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Activity;

/// <summary>What was done something to: "page:…", "space:…", "account:…" with its id, or "wiki" as a whole.</summary>
public readonly record struct AuditTarget(string Name)
{
    /// <summary>The wiki itself: its settings, its audit trail, sign-ins of nobody known.</summary>
    public static readonly AuditTarget Wiki = new("wiki");

    public static AuditTarget Of(PageId page) => new($"page:{page}");

    public static AuditTarget Of(SpaceKey space) => new($"space:{space}");

    public static AuditTarget Of(UserId account) => new($"account:{account}");

    /// <summary>The account, where it is one.</summary>
    public UserId? Account => UserId.TryParse(IdOf("account:"), out var id) ? id : null;

    /// <summary>The page, where it is one.</summary>
    public PageId? Page => PageId.TryParse(IdOf("page:"), out var id) ? id : null;

    private string IdOf(string type) =>
        Name.StartsWith(type, StringComparison.Ordinal) ? Name[type.Length..] : "";

    public override string ToString() => Name;
}
