using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Merging;

namespace CollabWiki.Live;

/// <summary>A wish to join the shared draft of a page. See docs/live-protocol.md for all messages.</summary>
/// <param name="Revision">The last revision that the client knows; null when it knows none.</param>
/// <param name="Text">Whether the draft's text is wanted; always given to a client that knows no revision.</param>
internal sealed record JoinRequest(
    string Page,
    string Client,
    long? Revision,
    bool Text,
    int Protocol
);

internal sealed record PushRequest(string Page, long Revision, IReadOnlyList<PushedUpdate> Updates);

/// <param name="Seq">The client's own number of the update: 0, 1, 2 …</param>
internal sealed record PushedUpdate(long Seq, JsonElement Changes);

internal sealed record PublishRequest(string Page, long Revision, string? Comment);

internal sealed record ResolveRequest(
    string Page,
    string Token,
    long Revision,
    IReadOnlyList<ResolveChoice> Choices,
    string? Comment
);

/// <param name="Choice">"ours", "theirs" or "both".</param>
internal sealed record ResolveChoice(int Index, string Choice);

internal sealed record CursorMessage(string Page, long Revision, int Anchor, int Head);

internal sealed record LeaveRequest(string Page);

/// <summary>What every answer begins with. <see cref="Reason"/> is for programs, <see cref="Message"/> for people.</summary>
internal abstract record Answer(string Status)
{
    public string? Reason { get; init; }

    public string? Message { get; init; }
}

internal sealed record JoinAnswer(string Status) : Answer(Status)
{
    public long Revision { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<SentUpdate> Updates { get; init; } = [];

    /// <summary>The version that the draft stands on.</summary>
    public int Version { get; init; }

    public int Head { get; init; }

    public SentPerson? You { get; init; }

    public IReadOnlyList<SentMember> Members { get; init; } = [];

    public bool ReadOnly { get; init; }
}

internal sealed record PushAnswer(string Status) : Answer(Status)
{
    public long Revision { get; init; }
}

internal sealed record PublishAnswer(string Status) : Answer(Status)
{
    public int Version { get; init; }

    public bool Merged { get; init; }

    /// <summary>With "conflict": the version that the draft conflicts with.</summary>
    public int Head { get; init; }

    public IReadOnlyList<SentRegion>? Regions { get; init; }

    /// <summary>With "conflict": to be given back with the answers.</summary>
    public string? Token { get; init; }
}

internal sealed record SentRegion(int Index, string Base, string Ours, string Theirs, string Reason)
{
    public static IReadOnlyList<SentRegion> Of(MergeReport merge) =>
        [
            .. merge
                .Regions.Where(region => region.IsConflict)
                .Select(
                    (region, i) =>
                        new SentRegion(i, region.Base, region.Ours, region.Theirs, region.Sentence)
                ),
        ];
}

internal sealed record SentUpdate(
    string Client,
    long Seq,
    Guid User,
    Core.Editing.ChangeSet Changes
)
{
    public static IReadOnlyList<SentUpdate> Of(IReadOnlyList<LiveUpdate> updates) =>
        [
            .. updates.Select(update => new SentUpdate(
                update.Client.Value,
                update.Sequence,
                update.Author.Value,
                update.Changes
            )),
        ];
}

internal sealed record SentPerson(Guid User, string Name, int Color)
{
    public static SentPerson Of(Person person) => new(person.Id.Value, person.Name, person.Color);
}

internal sealed record SentMember(string Client, Guid User, string Name, int Color)
{
    public static IReadOnlyList<SentMember> Of(IReadOnlyList<Member> members) =>
        [
            .. members.Select(member => new SentMember(
                member.Client.Value,
                member.Person.Id.Value,
                member.Person.Name,
                member.Person.Color
            )),
        ];
}

internal sealed record UpdatesEvent(string Page, long From, IReadOnlyList<SentUpdate> Updates);

internal sealed record CursorEvent(string Page, string Client, long Revision, int Anchor, int Head);

internal sealed record MembersEvent(string Page, IReadOnlyList<SentMember> Members);

internal sealed record PublishedEvent(string Page, int Version, string By);

internal sealed record RefusedEvent(string Page, string Reason, string Message);
