using System.Threading.Channels;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
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
    private readonly LiveServices services;
    private readonly LoggedSession logged;
    private readonly DraftVersions versions;
    private readonly DraftMembers members;
    private readonly RacePause races = new();
    private readonly Task loop;

    public LiveDraft(PageId page, LiveServices services)
    {
        this.services = services;
        logged = new LoggedSession(page, services);
        versions = new DraftVersions(page, logged, services);
        members = new DraftMembers(page, services);
        LastUse = services.Clock.GetUtcNow();
        loop = Task.Run(RunAsync);
    }

    /// <summary>When somebody last did something here.</summary>
    public DateTimeOffset LastUse { get; private set; }

    /// <summary>How many editors have it open on this node.</summary>
    public int MemberCount => members.CountHere;

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
            LastUse = services.Clock.GetUtcNow();
            pushes.Enqueue(push);
            return Task.CompletedTask;
        })
            ? push.Done.Task
            : null;
    }

    public Task<PublishResult>? TryPublish(
        Actor by,
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
        calls.Writer.TryWrite(() => GuardAsync(() => members.LeaveAsync(connection)));

    /// <summary>Another node appended to the log, or may have.</summary>
    public void CatchUp() => calls.Writer.TryWrite(() => GuardAsync(logged.CatchUpAsync));

    /// <summary>Somebody came or went on another node.</summary>
    public void LookElsewhere() =>
        calls.Writer.TryWrite(() => GuardAsync(members.LookElsewhereAsync));

    /// <summary>Tells other nodes, from time to time, who has it open here.</summary>
    public void Beat() => calls.Writer.TryWrite(() => GuardAsync(members.BeatAsync));

    /// <summary>A version was saved elsewhere: takes it into the draft, in its turn.</summary>
    public void TakeIn() => calls.Writer.TryWrite(() => GuardAsync(versions.TakeInHeadAsync));

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
            LastUse = services.Clock.GetUtcNow();
            var result = unavailable;
            await GuardAsync(async () => result = await call());
            done.SetResult(result);
        })
            ? done.Task
            : null;
    }

    private async Task RunAsync()
    {
        while (pushes.Count > 0 || await calls.Reader.WaitToReadAsync())
        {
            // Pushes gather in their own queue and are saved at once, behind whatever else came meanwhile: a join or a publish
            // that runs a moment before them sees a state that is just as true.
            while (pushes.Count < MaxBatch && calls.Reader.TryRead(out var call))
            {
                await call();
            }
            if (pushes.Count > 0 && !await TrySavePushesAsync())
            {
                await Task.Delay(races.Next(), services.Clock);
            }
        }
        await GuardAsync(() => logged.FoldAsync(1));
    }

    private async Task<JoinResult> JoinAsync(Member member, Revision? known, Func<Task> subscribe)
    {
        var open = await OpenAsync();
        await logged.CatchUpAsync();
        if (known > open.Revision)
        {
            return new JoinResult.UnknownRevision();
        }
        if (open.IsTaken(member.Client, member.Person.Id) || members.HasOther(member))
        {
            return new JoinResult.ClientTaken();
        }
        var updates = known is { } from ? await logged.SinceAsync(open, from) : [];
        await subscribe();
        await members.EnterAsync(member);
        return new JoinResult.Joined(open.Revision, open.Text, updates, open.Base, members.All);
    }

    /// <summary>Saves the pushes that wait. False when another node was faster: they go on waiting, and others join them.</summary>
    private async Task<bool> TrySavePushesAsync()
    {
        PendingPush[] batch = [.. pushes];
        var results = new PushResult[batch.Length];
        Array.Fill(results, new PushResult.Unavailable());
        var isSettled = true;
        await GuardAsync(async () => isSettled = await TrySaveBatchAsync(batch, results));
        if (isSettled)
        {
            pushes.Clear();
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i].Done.SetResult(results[i]);
            }
        }
        return isSettled;
    }

    /// <summary>Maps all pushes over each other and appends them at once.</summary>
    private async Task<bool> TrySaveBatchAsync(PendingPush[] batch, PushResult[] results)
    {
        var open = await OpenAsync();
        var before = open.Mark();
        var updates = new List<LiveUpdate>();
        var outcomes = new PushResult[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            outcomes[i] = await TakeAsync(open, batch[i], updates);
        }
        if (updates.Count > 0 && !await logged.TryAppendAsync(open, before, updates))
        {
            races.Lost();
            return false;
        }
        races.Won();
        outcomes.CopyTo(results, 0);
        await logged.FoldAsync(SnapshotEvery);
        return true;
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
        catch (WikiReadOnlyException)
        {
            // Nothing is broken: those who wait are told, and their editors keep what was typed.
            logged.Forget();
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
