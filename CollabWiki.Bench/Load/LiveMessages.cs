using System.Text.Json;
using CollabWiki.Core.Editing;

namespace CollabWiki.Bench.Load;

// The messages of docs/live-protocol.md that the load needs, as any client would write them.
internal sealed record JoinAnswer(
    string Status,
    long Revision,
    string? Text,
    IReadOnlyList<HeardUpdate>? Updates,
    string? Reason
);

internal sealed record PushAnswer(string Status, long Revision, string? Reason);

internal sealed record PublishAnswer(string Status, int Version, bool Merged, string? Reason);

internal sealed record UpdatesEvent(string Page, long From, IReadOnlyList<HeardUpdate> Updates);

internal sealed record HeardUpdate(string Client, long Seq, JsonElement Changes)
{
    /// <exception cref="FormatException">The server sent what isn't a change set.</exception>
    public ChangeSet Parse() =>
        ChangeSetJson.TryParse(Changes, out var changes)
            ? changes
            : throw new FormatException($"No change set: {Changes}");
}

/// <summary>Something typed that the server hasn't confirmed.</summary>
internal sealed record OwnUpdate(long Seq, ChangeSet Changes, long TypedAt);
