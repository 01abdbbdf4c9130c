using System.Collections.Immutable;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Merging;

namespace CollabWiki.Core.Pages;

/// <summary>What became of a conflict.</summary>
public enum ConflictOutcome
{
    /// <summary>Nothing yet: whoever saved was asked.</summary>
    Asked,

    /// <summary>The later save was turned away (<see cref="ConflictStrategy.FirstWriterWins"/>).</summary>
    TurnedAway,

    /// <summary>A strategy settled it.</summary>
    ByStrategy,

    /// <summary>A person settled it.</summary>
    ByPerson,
}

/// <summary>A save met versions that came after its base, and what both wrote didn't go together by itself.</summary>
public sealed record Conflict
{
    public required Guid Id { get; init; }

    public required PageId Page { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whoever saved: ours.</summary>
    public required UserId By { get; init; }

    /// <summary>The authors of what came after the base: theirs. At least one.</summary>
    public required ImmutableArray<UserId> Others { get; init; }

    public required Version Base { get; init; }

    /// <summary>The newest version that it met.</summary>
    public required Version Head { get; init; }

    /// <summary>The version that holds the settled text; <see cref="Version.None"/> while there is none.</summary>
    public Version Made { get; init; }

    public required ConflictOutcome Outcome { get; init; }

    /// <summary>The places, in the order of the text. At least one.</summary>
    public required ImmutableArray<ConflictPlace> Places { get; init; }
}

/// <summary>One place of a conflict: its three texts and what it became.</summary>
/// <param name="At">Where it starts (UTF-16) in the text of <see cref="Conflict.Made"/>, or in that of <see cref="Conflict.Head"/> while there is none.</param>
/// <param name="Result">What stands there now; null while nobody has settled it.</param>
public sealed record ConflictPlace(
    int At,
    string Base,
    string Ours,
    string Theirs,
    string? Result,
    MergeReason Reason,
    ConflictStrategy Strategy
);
