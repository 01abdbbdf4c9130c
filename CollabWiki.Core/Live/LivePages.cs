using System.Collections.Concurrent;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>The drafts that are open on this node. A draft is opened when somebody joins and closed when it was idle for a while.</summary>
public sealed class LivePages : IPageEventHandler, INodeListener, IAsyncDisposable
{
    /// <summary>How long a draft stays in memory after its last use.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    /// <summary>How often open drafts look at what other nodes may have done, if no word of it came.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<PageId, LiveDraft> drafts = new();
    private readonly Lazy<LiveServices> services;
    private readonly ITimer sweep;
    private readonly ITimer look;

    /// <param name="services">Made when first needed: the saver in it tells this of what it saved.</param>
    public LivePages(Lazy<LiveServices> services, TimeProvider clock)
    {
        this.services = services;
        sweep = clock.CreateTimer(
            _ => _ = CloseIdleAsync(clock.GetUtcNow()),
            state: null,
            IdleTime,
            IdleTime
        );
        look = clock.CreateTimer(_ => LookAround(), state: null, LookEvery, LookEvery);
    }

    public IReadOnlyList<string> Topics =>
        [LoggedSession.Topic, DraftMembers.Topic, PageNews.Topic];

    public Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct)
    {
        if (
            PageId.TryParse(message.Subject, out var page)
            && drafts.TryGetValue(page, out var draft)
        )
        {
            switch (message.Topic)
            {
                case LoggedSession.Topic:
                    draft.CatchUp();
                    break;
                case DraftMembers.Topic:
                    draft.LookElsewhere();
                    break;
                default:
                    draft.TakeIn();
                    break;
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>Joins a draft. <paramref name="known"/> is the revision that the member has (null: none); <paramref name="subscribe"/> is run at the moment from which on it is told of updates.</summary>
    public Task<JoinResult> JoinAsync(
        PageId page,
        Member member,
        Revision? known,
        Func<Task> subscribe
    ) => CallAsync(page, draft => draft.TryJoin(member, known, subscribe));

    /// <summary>Takes in what a member wrote at revision <paramref name="at"/>; answers when it is durable.</summary>
    public Task<PushResult> PushAsync(
        PageId page,
        Revision at,
        IReadOnlyList<LiveUpdate> updates
    ) => CallAsync(page, draft => draft.TryPush(at, updates));

    /// <summary>Makes a version of the draft, which is at revision <paramref name="at"/> or later; with <paramref name="answers"/> to the conflicts of the last try.</summary>
    public Task<PublishResult> PublishAsync(
        PageId page,
        Actor by,
        Revision at,
        string comment,
        ConflictAnswers? answers
    ) => CallAsync(page, draft => draft.TryPublish(by, at, comment, answers));

    public void Leave(PageId page, string connection)
    {
        if (drafts.TryGetValue(page, out var draft))
        {
            draft.Leave(connection);
        }
    }

    public Task HandleAsync(PageEvent happened, CancellationToken ct)
    {
        if (happened is PageEvent.Saved && drafts.TryGetValue(happened.Page, out var draft))
        {
            // Not awaited: the draft itself may be what is saving just now.
            draft.TakeIn();
        }
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        await look.DisposeAsync();
        await Task.WhenAll(drafts.Values.Select(draft => draft.CloseAsync()));
    }

    private async Task<T> CallAsync<T>(PageId page, Func<LiveDraft, Task<T>?> call)
    {
        while (true)
        {
            var draft = drafts.GetOrAdd(page, id => new LiveDraft(id, services.Value));
            if (call(draft) is { } result)
            {
                return await result;
            }
            // It is closing: once it has, the next one reads what it wrote.
            await draft.CloseAsync();
            drafts.TryRemove(new(page, draft));
        }
    }

    private void LookAround()
    {
        foreach (var draft in drafts.Values.Where(draft => draft.MemberCount > 0))
        {
            draft.Beat();
            if (services.Value.Nodes.Others.Count > 0)
            {
                draft.CatchUp();
            }
        }
    }

    private async Task CloseIdleAsync(DateTimeOffset now)
    {
        foreach (var (page, draft) in drafts)
        {
            if (draft.MemberCount == 0 && now - draft.LastUse >= IdleTime)
            {
                await draft.CloseAsync();
                drafts.TryRemove(new(page, draft));
            }
        }
    }
}
