using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Activity;

/// <summary>
/// The way into the chain for one process: entries that come together are appended together, by one loop. When the store fails, whoever recorded
/// something goes on, and the entries wait here until it can be reached again.
/// </summary>
public sealed class AuditQueue : IAsyncDisposable
{
    /// <summary>Entries and characters that one append has at most.</summary>
    private const int MaxBatch = 64;
    private const int MaxChars = 32 * 1024;

    /// <summary>Entries that wait at most; of more, only the number is kept.</summary>
    private const int MaxWaiting = 50_000;

    /// <summary>How long whoever records something waits for a store that doesn't answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<Item> queue = Channel.CreateUnbounded<Item>(
        new() { SingleReader = true }
    );
    private readonly CancellationTokenSource closing = new();
    private readonly IAuditStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<AuditQueue> logger;
    private readonly Task loop;
    private AuditHead? end;

    // Completed while the store fails: then nobody waits for it.
    private volatile TaskCompletionSource outage = new();
    private int waiting;
    private int lost;

    public AuditQueue(IAuditStore store, TimeProvider clock, ILogger<AuditQueue> logger)
    {
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Entries that aren't in the store yet.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>What the store said when it failed last; empty while it doesn't fail.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Records an entry: true when it is durable, false when it waits because the store fails. Never throws.</summary>
    public async Task<bool> RecordAsync(AuditEntry entry)
    {
        if (Post(entry) is not { } done)
        {
            return false;
        }
        try
        {
            var first = await Task.WhenAny(done, outage.Task).WaitAsync(Patience, clock);
            return first == done && await done;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Puts an entry on its way; the task says when it is durable, or that it has to wait (false). Null when it could not even be taken.</summary>
    public Task<bool>? Post(AuditEntry entry)
    {
        if (Interlocked.Increment(ref waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref waiting);
            Interlocked.Increment(ref lost);
            return null;
        }
        var item = new Item(entry);
        if (queue.Writer.TryWrite(item))
        {
            return item.Done.Task;
        }
        Interlocked.Decrement(ref waiting);
        logger.LogError("Came too late for the audit trail: {Entry}", AuditJson.Write(entry));
        return null;
    }

    /// <summary>Appends what waits, as far as the store can be reached, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (queue.Writer.TryComplete())
        {
            await closing.CancelAsync();
            await loop;
            closing.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Item>();
        while (await queue.Reader.WaitToReadAsync())
        {
            var chars = 0;
            while (batch.Count < MaxBatch && chars < MaxChars && queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
                chars += item.Length;
            }
            await AppendAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Appends a batch, however long that takes; gives up only when the process ends.</summary>
    private async Task AppendAsync(List<Item> batch)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await TryAppendAsync(batch);
                Recover();
                Settle(batch, isDurable: true);
                Interlocked.Add(ref waiting, -batch.Count);
                ConfessLost();
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Failure = failure.Message;
                end = null;
                outage.TrySetResult();
                // Nobody's work waits for the trail.
                Settle(batch, isDurable: false);
                if (closing.IsCancellationRequested)
                {
                    GiveUp(batch, failure);
                    return;
                }
                logger.LogError(
                    failure,
                    "The audit trail can’t be written: {Waiting} entries wait.",
                    Waiting
                );
            }
            await PauseAsync(failures);
        }
    }

    private async Task TryAppendAsync(List<Item> batch)
    {
        for (var losses = 0; ; losses++)
        {
            end ??= await store.CatchUpAsync(CancellationToken.None);
            var known = await store.FindEventsAsync(
                [.. batch.Select(item => item.Entry.Event)],
                CancellationToken.None
            );
            var news = batch
                .Select(item => item.Entry)
                .DistinctBy(entry => entry.Event)
                .Where(entry => !known.Contains(entry.Event))
                .ToList();
            if (news.Count == 0)
            {
                return;
            }
            var links = AuditChain.Continue(end, news);
            if (await store.TryAppendAsync(end, links, CancellationToken.None))
            {
                end = links[^1].Head;
                return;
            }
            // Another process was faster. Who loses again and again waits a little longer, and what comes meanwhile goes along.
            end = null;
            await Task.Delay(
                Random.Shared.Next(1, 10 * Math.Min(losses + 1, 10)),
                CancellationToken.None
            );
        }
    }

    private void Recover()
    {
        if (Failure.Length > 0)
        {
            Failure = "";
            outage = new TaskCompletionSource();
        }
    }

    private async Task PauseAsync(int failures)
    {
        var seconds = Math.Min(Math.Pow(2, failures - 1), LongestPause.TotalSeconds);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, closing.Token);
        }
        catch (OperationCanceledException)
        {
            // The process ends: once more, at once.
        }
    }

    private void ConfessLost()
    {
        var count = Interlocked.Exchange(ref lost, 0);
        if (count > 0)
        {
            _ = Post(
                new AuditEntry
                {
                    Kind = AuditKind.AuditLost,
                    At = clock.GetUtcNow(),
                    Target = AuditTarget.Wiki,
                    Times = count,
                    Details =
                        "The store could not be written for so long that only their number is known.",
                }
            );
        }
    }

    private void GiveUp(List<Item> batch, Exception failure)
    {
        Interlocked.Add(ref waiting, -batch.Count);
        foreach (var item in batch)
        {
            logger.LogCritical(
                "Not in the audit trail, since the store failed until the end ({Why}): {Entry}",
                failure.Message,
                AuditJson.Write(item.Entry)
            );
        }
    }

    private static void Settle(List<Item> batch, bool isDurable)
    {
        foreach (var item in batch)
        {
            item.Done.TrySetResult(isDurable);
        }
    }

    private sealed class Item(AuditEntry entry)
    {
        public AuditEntry Entry => entry;

        public TaskCompletionSource<bool> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Length => 500 + entry.Details.Length;
    }
}
