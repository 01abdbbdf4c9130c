using System.Collections.Immutable;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Pages;

/// <summary>How a version came about.</summary>
public enum VersionKind
{
    /// <summary>Somebody published what they wrote.</summary>
    Edit,

    /// <summary>Published from an older version and merged with what came between.</summary>
    Merge,

    /// <summary>An older version brought back.</summary>
    Restore,

    /// <summary>Read from a file.</summary>
    Import,
}

/// <summary>One saved state of a page, without its text; never changed.</summary>
public sealed record PageVersion
{
    public required PageId Page { get; init; }

    public required Version Number { get; init; }

    /// <summary>The id of the write: tells "mine" from "another's" where the outcome of a write is unknown.</summary>
    public required Guid WriteId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Everyone whose edits are new in it; first whoever saved it.</summary>
    public required ImmutableArray<UserId> Authors { get; init; }

    public VersionKind Kind { get; init; }

    /// <summary>What the author said about it, at most 500 characters; may be empty.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The version that a restore brought back; else <see cref="Version.None"/>.</summary>
    public Version Origin { get; init; }

    /// <summary>Length of the text in characters (UTF-16).</summary>
    public int Length { get; init; }

    /// <summary>Characters added and removed against the version before.</summary>
    public int Added { get; init; }

    public int Removed { get; init; }
}
