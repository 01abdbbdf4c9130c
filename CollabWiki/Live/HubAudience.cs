using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.SignalR;

namespace CollabWiki.Live;

/// <summary>Tells the connections of a draft, which are one SignalR group.</summary>
internal sealed class HubAudience(IHubContext<LiveHub> hub, People people) : ILiveAudience
{
    public static string GroupOf(PageId page) => page.ToString();

    public Task UpdatedAsync(DraftId draft, Revision from, IReadOnlyList<LiveUpdate> updates) =>
        Group(draft)
            .SendAsync(
                "updates",
                new UpdatesEvent(draft.ToString(), from.Number, SentUpdate.Of(updates))
            );

    public Task MembersAsync(DraftId draft, IReadOnlyList<Member> members) =>
        Group(draft)
            .SendAsync("members", new MembersEvent(draft.ToString(), SentMember.Of(members)));

    public async Task PublishedAsync(DraftId draft, Version version, UserId by)
    {
        var person = await people.GetAsync(by, CancellationToken.None);
        await Group(draft)
            .SendAsync(
                "published",
                new PublishedEvent(draft.ToString(), version.Number, person.Name)
            );
    }

    private IClientProxy Group(DraftId draft) => hub.Clients.Group(draft.ToString());
}
