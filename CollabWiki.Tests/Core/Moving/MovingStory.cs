using CollabWiki.Core.Activity;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Stores.Guarded;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Moving;

/// <summary>What is the same whichever stores a wiki moves between.</summary>
internal static class MovingStory
{
    public static readonly WikiMover Mover = new(new HastyClock());

    public static Task<MoveResult> MoveAsync(WikiStores from, WikiStores to) =>
        Mover.MoveAsync(from, to, new Silent(), default);

    public static async Task<MoveReport> MoveWellAsync(WikiStores from, WikiStores to)
    {
        var result = await MoveAsync(from, to);
        var differences = (result as MoveResult.Different)?.Report.Differences ?? [];
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        return Assert.IsType<MoveResult.Moved>(result).Report;
    }

    public static async Task EqualAsync(WikiStores from, WikiStores to) =>
        Assert.Equal(await WikiDump.OfAsync(from), await WikiDump.OfAsync(to));

    /// <summary>Moves with a target that dies again and again, each time later, until the move comes to its end; how often it died.</summary>
    public static async Task<int> MoveWithDeathsAsync(
        WikiStores from,
        WikiStores to,
        Func<int, int> lifeOf
    )
    {
        for (var deaths = 0; ; deaths++)
        {
            try
            {
                var result = await MoveAsync(from, Mortal(to, lifeOf(deaths)));
                Assert.IsType<MoveResult.Moved>(result);
                return deaths;
            }
            catch (Exception death) when (death is IOException or OperationCanceledException)
            {
                Assert.True(await WikiMover.IsUnfinishedAsync(to.Settings, default));
            }
        }
    }

    /// <summary>Begins to move with a target that dies.</summary>
    public static async Task DieAsync(WikiStores from, WikiStores to, int life)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => MoveAsync(from, Mortal(to, life)));
        Assert.True(await WikiMover.IsUnfinishedAsync(to.Settings, default));
    }

    /// <summary>The stores of a process that is killed around one of its writes: some of those that were under way are done, some aren't.</summary>
    private static WikiStores Mortal(WikiStores stores, int life)
    {
        var clock = new LeapingClock();
        var gate = new WriteGate(new WikiMode(new Life(life), clock), clock);
        return stores with
        {
            Spaces = new GuardedSpaceStore(stores.Spaces, gate),
            Trees = new GuardedTreeStore(stores.Trees, gate),
            Pages = new GuardedPageStore(stores.Pages, gate),
            Drafts = new GuardedDraftLog(stores.Drafts, gate),
            Accounts = new GuardedAccountStore(stores.Accounts, gate),
            Files = new GuardedFileStore(stores.Files, gate),
            Audit = new DyingAuditStore(stores.Audit, gate),
        };
    }

    private sealed class Silent : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value) { }
    }

    /// <summary>Each look at it is an hour after the last, so that a gate asks at each write, before and after.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long hours;

        public override long GetTimestamp() =>
            Interlocked.Increment(ref hours) * TimestampFrequency * 3600;
    }

    private sealed class DyingAuditStore(IAuditStore store, WriteGate gate) : IAuditStore
    {
        public Task<AuditHead> GetHeadAsync(CancellationToken ct) => store.GetHeadAsync(ct);

        public Task<AuditHead> CatchUpAsync(CancellationToken ct) => store.CatchUpAsync(ct);

        public Task<bool> TryAppendAsync(
            AuditHead after,
            IReadOnlyList<AuditLink> links,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task PutAsync(IReadOnlyList<AuditLink> links, AuditHead end, CancellationToken ct) =>
            gate.WriteAsync(() => store.PutAsync(links, end, ct), ct);

        public Task<IReadOnlySet<string>> FindEventsAsync(
            IReadOnlyCollection<string> events,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<IReadOnlyList<AuditLink>> ReadAsync(
            long after,
            int count,
            CancellationToken ct
        ) => store.ReadAsync(after, count, ct);

        public Task<AuditFound> FindAsync(
            AuditQuery query,
            AuditPlace? before,
            int count,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<AuditSeal?> FindSealAsync(CancellationToken ct) => store.FindSealAsync(ct);

        public Task<bool> TrySealAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct) =>
            gate.WriteAsync(() => store.TrySealAsync(before, seal, ct), ct);
    }

    /// <summary>Settings that can be asked so many times and then never again.</summary>
    private sealed class Life(int looks) : ISettingStore
    {
        private int left = looks;

        public Task<string?> FindAsync(string name, CancellationToken ct) =>
            Interlocked.Decrement(ref left) >= 0
                ? Task.FromResult<string?>(null)
                : throw new IOException("Killed");

        public Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken ct) =>
            throw new NotSupportedException();

        public Task SetAsync(string name, string value, CancellationToken ct) =>
            throw new NotSupportedException();
    }
}
