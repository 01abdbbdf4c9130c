using System.Collections.Immutable;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Live;

/// <summary>Whose a client id is, and the sequence number of its last update.</summary>
public sealed record ClientMark(UserId Author, long Sequence);

/// <summary>A draft's log up to a revision, folded: reading starts here instead of at the beginning.</summary>
public sealed record DraftSnapshot
{
    public required Revision Revision { get; init; }

    public required string Text { get; init; }

    /// <summary>The version that the draft stands on.</summary>
    public required Version Base { get; init; }

    /// <summary>Who changed the text since it stood on <see cref="Base"/>.</summary>
    public required ImmutableArray<UserId> Authors { get; init; }

    /// <summary>What was last seen of each client, so that a push repeated after a long time is still recognised.</summary>
    public required ImmutableDictionary<ClientId, ClientMark> Clients { get; init; }
}
