using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Activity;

/// <summary>Which entries somebody looks for. What is null is left open.</summary>
public sealed record AuditQuery
{
    public static readonly AuditQuery All = new();

    /// <summary>Entries by this account, and entries about it.</summary>
    public UserId? Person { get; init; }

    public AuditTarget? Target { get; init; }

    public string? Kind { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    public bool Matches(AuditEntry entry) =>
        (Person is null || entry.By == Person || entry.Target == AuditTarget.Of(Person.Value))
        && (Target is null || entry.Target == Target)
        && (Kind is null || entry.Kind == Kind)
        && (From is null || entry.At >= From)
        && (To is null || entry.At < To);
}

/// <summary>Where a search goes on, in the store's own terms; what it shows lies before it.</summary>
public sealed record AuditPlace(int Bucket, long Number);

/// <summary>A part of what was found, newest first; <paramref name="Next"/> is where older ones may be, null when there are none.</summary>
public sealed record AuditFound(IReadOnlyList<AuditLink> Links, AuditPlace? Next);
