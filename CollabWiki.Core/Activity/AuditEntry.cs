using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Activity;

/// <summary>Something that happened: who did what to what, when, and from where. Never changed.</summary>
public sealed record AuditEntry
{
    /// <summary>Characters (UTF-16) of <see cref="Details"/> that are kept.</summary>
    public const int MaxDetails = 2000;

    /// <summary>Tells this event from all others: the same one told twice stands in the trail once.</summary>
    public string Event { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>One of <see cref="AuditKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null for somebody who wasn't signed in.</summary>
    public UserId? By { get; init; }

    public Origin From { get; init; } = Origin.Unknown;

    public required AuditTarget Target { get; init; }

    /// <summary>The version before and the one that came of it; null where there are no versions.</summary>
    public int? Before { get; init; }

    public int? After { get; init; }

    /// <summary>More in a few words; "account:…" and "page:…" in it are shown by their names.</summary>
    public string Details { get; init; } = "";

    /// <summary>For how many events of one kind it stands: more than 1 when repetitions were folded.</summary>
    public int Times { get; init; } = 1;
}
