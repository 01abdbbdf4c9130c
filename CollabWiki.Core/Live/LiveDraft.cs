using System.Threading.Channels;
using CollabWiki.Core.Accounts;
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

    /// <summary>How many pushes share an append at most.</summary>
    private const int MaxBatch = 256;

    private readonly Channel<Func<Task>> calls = Channel.CreateUnbounded<Func<Task>>(
        new() { SingleReader = true }
    );
    private readonly Queue<PendingPush> pushes = new();
    private readonly List<Member> members = [];
    private readonly LiveServices services;
    private readonly LoggedSession logged;
    private readonly DraftVersions versions;
    private readonly Task loop;

    public LiveDraft(PageId page, LiveServices services)
    {
        this.services = services;
        logged = new LoggedSession(page, services);
        versions = new DraftVersions(page, logged, services);
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
            async () =>
            {
                await OpenAsync();
                return await versions.PublishAsync(by, at, comment, answers);
            },
            new PublishResult.Unavailable()
        );

    public void Leave(string connection) =>
        calls.Writer.TryWrite(() =>
            members.RemoveAll(member => member.Connection == connection) > 0
                ? GuardAsync(TellMembersAsync)
                : Task.CompletedTask
        );

    /// <summary>A version was saved elsewhere: takes it into the draft, in its turn.</summary>
    public void TakeIn() => calls.Writer.TryWrite(() => GuardAsync(versions.TakeInHeadAsync));

    public void TellTrashed() =>
        calls.Writer.TryWrite(() => GuardAsync(() => services.Audience.TrashedAsync(logged.Draft)));

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
        await GuardAsync(() => logged.FoldAsync(1));
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
        var updates = known is { } from ? await logged.SinceAsync(open, from) : [];
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
        return services.Audience.MembersAsync(logged.Draft, [.. members]);
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
            if (updates.Count == 0 || await logged.TryAppendAsync(open, at, updates))
            {
                outcomes.CopyTo(results, 0);
                await logged.FoldAsync(SnapshotEvery);
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
        var unseen = await logged.SinceAsync(open, push.At);
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

    /// <summary>The session; when it is read here for the first time, the page's newest version comes into it first.</summary>
    private async Task<PageSession> OpenAsync()
    {
        if (!logged.WasOpened)
        {
            await versions.TakeInHeadAsync();
        }
        return await logged.OpenAsync();
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
            logged.Forget();
            services.Logger.LogError(
                failure,
                "Draft {Draft} could not be read or written.",
                logged.Draft
            );
        }
    }

    private sealed record PendingPush(
        Revision At,
        IReadOnlyList<LiveUpdate> Updates,
        TaskCompletionSource<PushResult> Done
    );
}
