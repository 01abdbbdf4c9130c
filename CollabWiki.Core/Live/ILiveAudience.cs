using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Live;

/// <summary>Those who have a draft open: what they are told, in the order in which it happened.</summary>
public interface ILiveAudience
{
    /// <summary>These updates are durable, at revisions <paramref name="from"/>, +1, …</summary>
    Task UpdatedAsync(DraftId draft, Revision from, IReadOnlyList<LiveUpdate> updates);

    /// <summary>Who has the draft open now.</summary>
    Task MembersAsync(DraftId draft, IReadOnlyList<Member> members);

    /// <summary>A version was made of the draft, or came to it.</summary>
    Task PublishedAsync(DraftId draft, Version version, UserId by);
}
