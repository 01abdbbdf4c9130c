using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.SignalR;

namespace CollabWiki.Live;

/// <summary>The live connection of editors: see docs/live-protocol.md. Each call that reads or writes is authorised anew; cursors go to those who joined, which is looked at every few seconds.</summary>
internal sealed class LiveHub(
    LivePages live,
    LiveGate gate,
    LiveConnections connections,
    CursorNews cursors,
    IPageStore pages,
    People people,
    WikiMode mode,
    TimeProvider clock,
    ILogger<LiveHub> logger
) : Hub
{
    /// <summary>The protocol that this server speaks; a client with another one is asked to load the page anew.</summary>
    public const int Protocol = 1;

    /// <summary>The largest message taken, in bytes: a page pasted whole, escaped as JSON.</summary>
    public const int MaxMessageBytes = 8 * 1024 * 1024;

    public async Task<JoinAnswer> Join(JoinRequest request)
    {
        if (request.Protocol != Protocol)
        {
            return Refuse(
                "protocol",
                "The wiki was updated. Load the page anew; what you typed is kept."
            );
        }
        if (!ClientId.TryParse(request.Client, out var client) || request.Revision < 0)
        {
            return AnswerJoin("refused", LiveRefusal.BadRequest);
        }
        return await EnterAsync(
            request.Page,
            entry => JoinAsync(request, client, entry),
            AnswerJoin
        );
    }

    public Task<PushAnswer> Push(PushRequest request) =>
        EnterAsync(request.Page, entry => PushAsync(request, entry), AnswerPush);

    public async Task<PublishAnswer> Publish(PublishRequest request) =>
        await PublishAsync(request.Page, request.Revision, request.Comment, answers: null);

    public async Task<PublishAnswer> Resolve(ResolveRequest request)
    {
        var choices = (request.Choices ?? [])
            .OfType<ResolveChoice>()
            .OrderBy(choice => choice.Index)
            .ToList();
        var sides = choices.ConvertAll(choice =>
            choice.Choice switch
            {
                "ours" => Side.Ours,
                "theirs" => Side.Theirs,
                "both" => Side.Both,
                _ => (Side?)null,
            }
        );
        var numbered = choices.Select((choice, i) => choice.Index == i).All(right => right);
        if (!numbered || sides.Contains(null) || !Version.TryParse(request.Token, out var head))
        {
            return AnswerPublish("refused", LiveRefusal.BadRequest);
        }
        var answers = new ConflictAnswers(head, sides.ConvertAll(side => side!.Value));
        return await PublishAsync(request.Page, request.Revision, request.Comment, answers);
    }

    /// <summary>Tells the others where this member's cursor is. A wrong one is ignored: it is a picture, nothing is built on it.</summary>
    public async Task Cursor(CursorMessage message)
    {
        if (
            PageId.TryParse(message.Page, out var page)
            && connections.ClientOf(Context.ConnectionId, page) is { } client
            && message is { Revision: >= 0, Anchor: >= 0, Head: >= 0 }
        )
        {
            var moved = new CursorEvent(
                message.Page,
                client.Value,
                message.Revision,
                message.Anchor,
                message.Head
            );
            await Clients.OthersInGroup(HubAudience.GroupOf(page)).SendAsync("cursor", moved);
            cursors.Tell(moved);
        }
    }

    public async Task Leave(LeaveRequest request)
    {
        if (PageId.TryParse(request.Page, out var page))
        {
            await DropAsync(page);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var page in connections.Remove(Context.ConnectionId))
        {
            live.Leave(page, Context.ConnectionId);
        }
        return Task.CompletedTask;
    }

    private async Task<JoinAnswer> JoinAsync(JoinRequest request, ClientId client, LiveEntry entry)
    {
        var person = await people.GetAsync(entry.Viewer.User!.Value, Context.ConnectionAborted);
        var member = new Member(Context.ConnectionId, client, person);
        var known = request.Revision is { } number ? new Revision(number) : (Revision?)null;
        var result = await live.JoinAsync(
            entry.Page,
            member,
            known,
            () => SubscribeAsync(entry.Page, client)
        );
        return result switch
        {
            JoinResult.Joined joined => new JoinAnswer("joined")
            {
                Revision = joined.Revision.Number,
                Text = request.Text || known is null ? joined.Text : null,
                Updates = SentUpdate.Of(joined.Updates),
                Version = joined.Base.Number,
                Head =
                    (await pages.FindHeadAsync(entry.Page, Context.ConnectionAborted))
                        ?.Number
                        .Number
                    ?? 0,
                You = SentPerson.Of(person),
                Members = SentMember.Of(joined.Members),
            },
            JoinResult.UnknownRevision => Refuse(
                "unknownRevision",
                "The server doesn’t know the state that this editor started from. What you typed is kept on this device."
            ),
            JoinResult.ClientTaken => Refuse(
                "badRequest",
                "This editor’s id belongs to somebody else."
            ),
            _ => AnswerJoin("unavailable", Unavailable()),
        };
    }

    private async Task<PushAnswer> PushAsync(PushRequest request, LiveEntry entry)
    {
        if (connections.ClientOf(Context.ConnectionId, entry.Page) is not { } client)
        {
            return AnswerPush("refused", LiveRefusal.NotJoined);
        }
        var updates = new List<LiveUpdate>();
        foreach (PushedUpdate? update in request.Updates ?? [])
        {
            // A client may send anything, null too.
            if (update is null || !ChangeSetJson.TryParse(update.Changes, out var changes))
            {
                return RefusePush(PushRefusal.BadChanges);
            }
            updates.Add(
                new LiveUpdate(
                    client,
                    update.Seq,
                    entry.Viewer.User!.Value,
                    clock.GetUtcNow(),
                    changes
                )
            );
        }
        return await live.PushAsync(entry.Page, new Revision(request.Revision), updates) switch
        {
            PushResult.Saved saved => new PushAnswer("saved") { Revision = saved.Revision.Number },
            PushResult.Refused refused => RefusePush(refused.Why),
            _ => AnswerPush("unavailable", Unavailable()),
        };
    }

    private static JoinAnswer Refuse(string reason, string message) =>
        new("refused") { Reason = reason, Message = message };

    private static PushAnswer RefusePush(PushRefusal why)
    {
        var (reason, message) = why switch
        {
            PushRefusal.UnknownRevision => (
                "unknownRevision",
                "The server doesn’t know the state that this edit was made on."
            ),
            PushRefusal.BadChanges => (
                "badChanges",
                "The edit doesn’t fit the text that it was made on."
            ),
            PushRefusal.BadText => (
                "badText",
                "The edit contains characters that can’t be stored (NUL or half of a character)."
            ),
            _ => (
                "tooLarge",
                "The page would grow longer than 2 MiB, or too much was sent at once."
            ),
        };
        return new PushAnswer("refused") { Reason = reason, Message = message };
    }

    private static JoinAnswer AnswerJoin(string status, LiveRefusal why) =>
        new(status) { Reason = why.Reason, Message = why.Message };

    private static PushAnswer AnswerPush(string status, LiveRefusal why) =>
        new(status) { Reason = why.Reason, Message = why.Message };

    private static PublishAnswer AnswerPublish(string status, LiveRefusal why) =>
        new(status) { Reason = why.Reason, Message = why.Message };

    /// <summary>
    /// Asks who calls and whether they may, and lets them; a store that can't be reached answers "unavailable". A sign-in that has ended ends the
    /// connection: the next one comes with the cookie of now, or is asked to sign in.
    /// </summary>
    private async Task<T> EnterAsync<T>(
        string page,
        Func<LiveEntry, Task<T>> enter,
        Func<string, LiveRefusal, T> answer
    )
    {
        try
        {
            var entry = await gate.EnterAsync(Context.User, page, Context.ConnectionAborted);
            if (entry.Refusal is not { } refusal)
            {
                return await enter(entry);
            }
            if (refusal == LiveRefusal.SignedOut)
            {
                Context.Abort();
            }
            await DropAsync(entry.Page);
            return answer("refused", refusal);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning(
                "A call of an editor met a store that failed: {Why}",
                failure.Message
            );
            return answer("unavailable", Unavailable());
        }
    }

    private LiveRefusal Unavailable() =>
        mode.LastSeen.Length == 0
            ? LiveRefusal.Unavailable
            : LiveRefusal.Unavailable with
            {
                Message =
                    mode.LastSeen + " Nothing is lost: what you typed is kept on this device.",
            };

    private async Task SubscribeAsync(PageId page, ClientId client)
    {
        connections.Add(Context, page, client);
        await Groups.AddToGroupAsync(Context.ConnectionId, HubAudience.GroupOf(page));
    }

    private async Task DropAsync(PageId page)
    {
        connections.Remove(Context.ConnectionId, page);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, HubAudience.GroupOf(page));
        live.Leave(page, Context.ConnectionId);
    }

    private async Task<PublishAnswer> PublishAsync(
        string page,
        long revision,
        string? comment,
        ConflictAnswers? answers
    )
    {
        return await EnterAsync(page, PublishAsync, AnswerPublish);

        async Task<PublishAnswer> PublishAsync(LiveEntry entry) =>
            await live.PublishAsync(
                entry.Page,
                new Actor(entry.Viewer.User!.Value, CurrentOrigin.Of(Context.GetHttpContext())),
                new Revision(revision),
                comment ?? "",
                answers
            ) switch
            {
                PublishResult.Done done => Tell(done.Result),
                PublishResult.Stale => new PublishAnswer("refused")
                {
                    Reason = "stale",
                    Message = "The draft or the page changed meanwhile. Publish again.",
                },
                _ => AnswerPublish("unavailable", Unavailable()),
            };
    }

    private static PublishAnswer Tell(SaveResult result) =>
        result switch
        {
            SaveResult.Saved saved => new PublishAnswer("published")
            {
                Version = saved.Version.Number.Number,
            },
            SaveResult.Merged merged => new PublishAnswer("published")
            {
                Version = merged.Version.Number.Number,
                Merged = true,
            },
            SaveResult.Unchanged unchanged => new PublishAnswer("unchanged")
            {
                Version = unchanged.Head.Number.Number,
            },
            SaveResult.Conflicted conflicted => new PublishAnswer("conflict")
            {
                Head = conflicted.Head.Number.Number,
                Regions = SentRegion.Of(conflicted.Merge),
                Token = conflicted.Head.Number.Number.ToString(CultureInfo.InvariantCulture),
            },
            SaveResult.Rejected rejected => new PublishAnswer("refused")
            {
                Reason = "badText",
                Message = rejected.Why,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
