using System.Collections.Immutable;
using System.Threading.Channels;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Merging;
using CollabWiki.Core.Pages;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Live;

/// <summary>
/// The shared draft of a page as it is open on this node: one queue, one owner of the session. Everything that happens to the draft
/// happens in turn, so that nobody sees an update before it is durable, and each in the same order.
/// </summary>
internal sealed class LiveDraft
{
    /// <summary>After how many updates the log is folded into a new snapshot.</summary>
    private const int SnapshotEvery = 500;

    /// <summary>How many updates stay in memory for members that are a little behind.</summary>
    private const int KeepRecent = 2000;

    /// <summary>How many pushes share an append at most.</summary>
    private const int MaxBatch = 256;

    private readonly Channel<Func<Task>> calls = Channel.CreateUnbounded<Func<Task>>(
        new() { SingleReader = true }
    );
    private readonly Queue<PendingPush> pushes = new();
    private readonly List<Member> members = [];
    private readonly LiveServices services;
    private readonly PageId page;
    private readonly DraftId draft;
    private readonly Task loop;

    private PageSession? session;
    private Revision announced;
    private Revision folded;

    public LiveDraft(PageId page, LiveServices services)
    {
        this.page = page;
        this.services = services;
        draft = DraftId.SharedOf(page);
        LastUse = services.Clock.GetUtcNow();
        loop = Task.Run(RunAsync);
    }

    /// <summary>When something last happened here.</summary>
    public DateTimeOffset LastUse { get; private set; }

    /// <summary>How many editors have it open.</summary>
    public int MemberCount { get; private set; }

    /// <summary>Joins, or null when the draft is closing: ask for it anew.</summary>
    public Task<JoinResult>? TryJoin(Member member, Revision? known, Func<Task> subscribe) =>
        TryCall<JoinResult>(
            () => JoinAsync(member, known, subscribe),
            new JoinResult.Unavailable()
        );

    public Task<PushResult>? TryPush(Revision at, IReadOnlyList<LiveUpdate> updates)
    {
        var push = new PendingPush(
            at,
            updates,
            new(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        return calls.Writer.TryWrite(() =>
        {
            pushes.Enqueue(push);
            return Task.CompletedTask;
        })
            ? push.Done.Task
            : null;
    }

    public Task<PublishResult>? TryPublish(
        UserId by,
        Revision at,
        string comment,
        ConflictAnswers? answers
    ) =>
        TryCall<PublishResult>(
            () => PublishAsync(by, at, comment, answers),
            new PublishResult.Unavailable()
        );

    public void Leave(string connection) =>
        calls.Writer.TryWrite(() =>
            members.RemoveAll(member => member.Connection == connection) > 0
                ? GuardAsync(TellMembersAsync)
                : Task.CompletedTask
        );

    /// <summary>A version was saved elsewhere: takes it into the draft, in its turn.</summary>
    public void TakeIn() => calls.Writer.TryWrite(() => GuardAsync(TakeInHeadAsync));

    public void TellTrashed() =>
        calls.Writer.TryWrite(() => GuardAsync(() => services.Audience.TrashedAsync(draft)));

    /// <summary>Finishes what is queued, folds the log into a snapshot and stops.</summary>
    public async Task CloseAsync()
    {
        calls.Writer.TryComplete();
        await loop;
    }

    private Task<T>? TryCall<T>(Func<Task<T>> call, T unavailable)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return calls.Writer.TryWrite(async () =>
        {
            var result = unavailable;
            await GuardAsync(async () => result = await call());
            done.SetResult(result);
        })
            ? done.Task
            : null;
    }

    private async Task RunAsync()
    {
        while (await calls.Reader.WaitToReadAsync())
        {
            // Pushes gather in their own queue and are saved at once, behind whatever else came meanwhile: a join or a publish
            // that runs a moment before them sees a state that is just as true.
            while (pushes.Count < MaxBatch && calls.Reader.TryRead(out var call))
            {
                await call();
            }
            if (pushes.Count > 0)
            {
                await SavePushesAsync();
            }
            LastUse = services.Clock.GetUtcNow();
        }
        await GuardAsync(() => FoldAsync(1));
    }

    private async Task<JoinResult> JoinAsync(Member member, Revision? known, Func<Task> subscribe)
    {
        var open = await OpenAsync();
        if (known > open.Revision)
        {
            return new JoinResult.UnknownRevision();
        }
        if (open.IsTaken(member.Client, member.Person.Id) || HasOther(member))
        {
            return new JoinResult.ClientTaken();
        }
        var updates = known is { } from ? await SinceAsync(open, from) : [];
        // An editor that comes back leaves its old connection behind.
        members.RemoveAll(other =>
            other.Client == member.Client || other.Connection == member.Connection
        );
        members.Add(member);
        await subscribe();
        await TellMembersAsync();
        return new JoinResult.Joined(open.Revision, open.Text, updates, open.Base, [.. members]);
    }

    private bool HasOther(Member member) =>
        members.Exists(other =>
            other.Client == member.Client && other.Person.Id != member.Person.Id
        );

    private Task TellMembersAsync()
    {
        MemberCount = members.Count;
        return services.Audience.MembersAsync(draft, [.. members]);
    }

    private async Task SavePushesAsync()
    {
        PendingPush[] batch = [.. pushes];
        pushes.Clear();
        var results = new PushResult[batch.Length];
        Array.Fill(results, new PushResult.Unavailable());
        await GuardAsync(async () => await SaveBatchAsync(batch, results));
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Done.SetResult(results[i]);
        }
    }

    /// <summary>Maps all pushes over each other and appends them at once; if another node was faster, begins anew on what it wrote.</summary>
    private async Task SaveBatchAsync(PendingPush[] batch, PushResult[] results)
    {
        while (true)
        {
            var open = await OpenAsync();
            var at = open.Revision;
            var updates = new List<LiveUpdate>();
            var outcomes = new PushResult[batch.Length];
            for (var i = 0; i < batch.Length; i++)
            {
                outcomes[i] = await TakeAsync(open, batch[i], updates);
            }
            if (updates.Count == 0 || await AppendAsync(open, at, updates))
            {
                outcomes.CopyTo(results, 0);
                await FoldAsync(SnapshotEvery);
                return;
            }
        }
    }

    private async Task<PushResult> TakeAsync(
        PageSession open,
        PendingPush push,
        List<LiveUpdate> updates
    )
    {
        if (push.At < Revision.Zero || push.At > open.Revision)
        {
            return new PushResult.Refused(PushRefusal.UnknownRevision);
        }
        var unseen = await SinceAsync(open, push.At);
        switch (open.Push(push.At, push.Updates, unseen))
        {
            case PushStep.Accepted accepted:
                open.Receive(accepted.Updates);
                updates.AddRange(accepted.Updates);
                return new PushResult.Saved(open.Revision);
            case PushStep.Refused refused:
                return new PushResult.Refused(refused.Why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Writes to the log what the session has taken in already, and tells everyone; false when another node was faster, and the session is read anew.</summary>
    private async Task<bool> AppendAsync(
        PageSession open,
        Revision at,
        IReadOnlyList<LiveUpdate> updates
    )
    {
        if (
            !await services.Log.TryAppendAsync(
                draft,
                at,
                Guid.NewGuid(),
                updates,
                CancellationToken.None
            )
        )
        {
            session = null;
            return false;
        }
        await AnnounceAsync(open);
        return true;
    }

    private async Task AnnounceAsync(PageSession open)
    {
        if (announced < open.Revision)
        {
            var updates = await SinceAsync(open, announced);
            var from = announced;
            announced = open.Revision;
            await services.Audience.UpdatedAsync(draft, from, updates);
        }
    }

    private async Task<PublishResult> PublishAsync(
        UserId by,
        Revision at,
        string comment,
        ConflictAnswers? answers
    )
    {
        var open = await OpenAsync();
        if (at > open.Revision || (answers is not null && at != open.Revision))
        {
            return new PublishResult.Stale();
        }
        var request = new SaveRequest(
            page,
            open.Base,
            open.Text,
            [by, .. open.Authors.Where(author => author != by)]
        )
        {
            Comment = comment,
        };
        if (answers is not null)
        {
            var head = await HeadAsync();
            if (head.Number != answers.Head)
            {
                return new PublishResult.Stale();
            }
            var merge = await MergeAsync(open, head);
            if (!answers.TryResolve(merge, out var resolved))
            {
                return new PublishResult.Stale();
            }
            request = request with
            {
                Base = head.Number,
                Text = resolved,
                Kind = VersionKind.Merge,
            };
        }
        var result = await services.Saver.SaveAsync(request, CancellationToken.None);
        var version = result switch
        {
            SaveResult.Saved saved => saved.Version,
            SaveResult.Merged merged => merged.Version,
            SaveResult.Unchanged unchanged => unchanged.Head,
            _ => null,
        };
        if (version is not null)
        {
            var text = result is SaveResult.Merged merged ? merged.Text : request.Text;
            await StandOnAsync(version.Number, open, text, by);
            await services.Audience.PublishedAsync(draft, version.Number, by);
        }
        return new PublishResult.Done(result);
    }

    /// <summary>Marks in the log that the draft stands on a version made of it just now; first, if the version is a merge, the draft becomes its text.</summary>
    private async Task StandOnAsync(Version version, PageSession open, string text, UserId by)
    {
        var changes = TextDiff.Between(open.Text, text);
        if (open.Base >= version && changes.IsEmpty)
        {
            return;
        }
        List<LiveUpdate> updates = changes.IsEmpty ? [] : [Mark(by, changes, Version.None)];
        updates.Add(Mark(by, ChangeSet.Empty(text.Length), version));
        var at = open.Revision;
        open.Receive(updates);
        if (!await AppendAsync(open, at, updates))
        {
            // Another node wrote meanwhile: what it wrote stands, and the version is taken in like any other.
            await TakeInHeadAsync();
        }
    }

    /// <summary>Brings the newest version into the draft, unless that takes a person: then the draft keeps its base, and publishing asks.</summary>
    private async Task TakeInHeadAsync()
    {
        while (true)
        {
            var open = await OpenAsync();
            var head = await HeadAsync();
            if (head.Number <= open.Base)
            {
                return;
            }
            var merge = await MergeAsync(open, head);
            if (merge.HasConflicts)
            {
                return;
            }
            var changes = TextDiff.Between(open.Text, merge.Text);
            var at = open.Revision;
            LiveUpdate[] updates = [Mark(head.Authors[0], changes, head.Number)];
            open.Receive(updates);
            if (await AppendAsync(open, at, updates))
            {
                await services.Audience.PublishedAsync(draft, head.Number, head.Authors[0]);
                return;
            }
        }
    }

    private async Task<MergeResult> MergeAsync(PageSession open, PageVersion head)
    {
        var baseText = await services.Pages.GetTextAsync(page, open.Base, CancellationToken.None);
        var headText = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
        return ThreeWayMerge.Merge(baseText, open.Text, headText);
    }

    private LiveUpdate Mark(UserId by, ChangeSet changes, Version version) =>
        new(ClientId.None, 0, by, services.Clock.GetUtcNow(), changes, version);

    private async Task<PageVersion> HeadAsync() =>
        await services.Pages.FindHeadAsync(page, CancellationToken.None)
        ?? throw new InvalidOperationException($"Page {page} has no version.");

    private async Task<IReadOnlyList<LiveUpdate>> SinceAsync(PageSession open, Revision from)
    {
        if (from >= open.Floor)
        {
            return open.Since(from);
        }
        var updates = await services.Log.ReadAsync(draft, from, CancellationToken.None);
        // The session may be ahead of the log by a batch that is under way, and the log ahead of the session by another node's.
        var logged = Math.Min(updates.Count, open.Floor - from);
        return [.. updates.Take(logged), .. open.Since(open.Floor)];
    }

    /// <summary>The session, read from the log if it isn't in memory; the first ever begins the log on the page's newest version.</summary>
    private async Task<PageSession> OpenAsync()
    {
        if (session is not null)
        {
            return session;
        }
        var first = announced == Revision.Zero;
        var snapshot = await services.Log.FindSnapshotAsync(draft, CancellationToken.None);
        var updates = await services.Log.ReadAsync(
            draft,
            snapshot?.Revision ?? Revision.Zero,
            CancellationToken.None
        );
        if (snapshot is null && updates.Count == 0)
        {
            var head = await HeadAsync();
            var text = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
            updates = [Mark(head.Authors[0], ChangeSet.Empty(text.Length), head.Number)];
            if (
                !await services.Log.TryAppendAsync(
                    draft,
                    Revision.Zero,
                    Guid.NewGuid(),
                    updates,
                    CancellationToken.None
                )
            )
            {
                return await OpenAsync();
            }
        }
        snapshot ??= new DraftSnapshot
        {
            Revision = Revision.Zero,
            Text = await services.Pages.GetTextAsync(page, updates[0].Base, CancellationToken.None),
            Base = updates[0].Base,
            Authors = [],
            Clients = ImmutableDictionary<ClientId, ClientMark>.Empty,
        };
        var opened = new PageSession(snapshot);
        opened.Receive(updates);
        folded = snapshot.Revision;
        session = opened;
        if (first)
        {
            announced = opened.Revision;
            await TakeInHeadAsync();
        }
        await AnnounceAsync(session);
        return session;
    }

    private async Task FoldAsync(int after)
    {
        if (session is null || session.Revision - folded < after)
        {
            return;
        }
        await services.Log.SaveSnapshotAsync(draft, session.ToSnapshot(), CancellationToken.None);
        folded = session.Revision;
        session.Trim(KeepRecent);
    }

    /// <summary>Runs what may meet a store that fails. Then nothing was acknowledged, and the session is read anew before it is used again.</summary>
    private async Task GuardAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The queue must outlive any failure: those who wait are told "unavailable" and try again.
            session = null;
            services.Logger.LogError(failure, "Draft {Draft} could not be read or written.", draft);
        }
    }

    private sealed record PendingPush(
        Revision At,
        IReadOnlyList<LiveUpdate> Updates,
        TaskCompletionSource<PushResult> Done
    );
}
