using System.Collections.Immutable;
using CollabWiki.Core.Access;

namespace CollabWiki.Core.Spaces;

/// <summary>A wiki of one team: key, name, grants. Changed by writing a new one with <see cref="ISpaceStore.TryUpdateAsync"/>.</summary>
public sealed record Space
{
    public required SpaceKey Key { get; init; }

    /// <summary>1–100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what the space is for; may be empty.</summary>
    public string Description { get; init; } = "";

    public ImmutableArray<Grant> Grants { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the writes of this record: 1 when created. The condition of the next write.</summary>
    public int Revision { get; init; } = 1;
}
