using CollabWiki.Core.Activity;
using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Moving;

/// <summary>
/// Moves a wiki into another store while it can be read: copies, then compares everything. Stopped at any point and started again it goes on;
/// what is there already is only looked at. Needs the stores themselves: the source's gate is shut meanwhile.
/// </summary>
public sealed class WikiMover(TimeProvider clock)
{
    public const string Moving = "This wiki is being moved and can only be read for now.";
    private const string Moved = "This wiki has moved. What is here can only be read.";
    private const string Unfinished =
        "This is an unfinished copy of a wiki. It can be used when the move is finished.";

    // Trees stand before what is found by them.
    private static readonly ICargo[] Cargoes =
    [
        new SettingCargo(),
        new KeyCargo(),
        new AccountCargo(),
        new TokenCargo(),
        new SpaceCargo(),
        new TreeCargo(),
        new VersionCargo(),
        new DraftCargo(),
        new FileCargo(),
    ];

    /// <summary>Whether a store is a copy that isn't finished, and must not be used.</summary>
    public static async Task<bool> IsUnfinishedAsync(ISettingStore store, CancellationToken ct) =>
        (await MoveMarks.FindSourceAsync(store, ct)).Length > 0;

    /// <summary>Makes the source writable again, whatever came of a move.</summary>
    public Task CancelAsync(WikiStores from, CancellationToken ct) =>
        new WikiMode(from.Settings, clock).SetAsync("", ct);

    /// <summary>Moves; afterwards the source can still only be read. Stopped in the middle or failed it can be called again, or <see cref="CancelAsync"/>.</summary>
    public async Task<MoveResult> MoveAsync(
        WikiStores from,
        WikiStores to,
        IProgress<MoveProgress> progress,
        CancellationToken ct
    )
    {
        if (await RefuseAsync(from, to, ct) is { } why)
        {
            return new MoveResult.Refused(why);
        }
        await ShutAsync(from, to, ct);
        // The trail comes last: the later, the fewer entries stay behind.
        ICargo[] cargoes = [.. Cargoes, new AuditCargo()];
        foreach (var cargo in cargoes)
        {
            var things = await cargo.ListAsync(from, ct);
            await ForEachAsync(
                $"Copying {cargo.Name}",
                cargo,
                things,
                (thing, stop) => thing.CopyAsync(from, to, stop),
                progress,
                ct
            );
        }
        var report = await CompareAsync(cargoes, from, to, progress, ct);
        if (report.Differences.Count > 0)
        {
            return new MoveResult.Different(report);
        }
        await FinishAsync(from, to, ct);
        return new MoveResult.Moved(report);
    }

    private static async Task<MoveRefusal?> RefuseAsync(
        WikiStores from,
        WikiStores to,
        CancellationToken ct
    )
    {
        if (await IsUnfinishedAsync(from.Settings, ct))
        {
            return MoveRefusal.SourceUnfinished;
        }
        if (await IsEmptyAsync(from, ct))
        {
            return MoveRefusal.NothingToMove;
        }
        var id = await MoveMarks.IdOfAsync(from.Settings, ct);
        return
            await MoveMarks.FindSourceAsync(to.Settings, ct) == id
            || (await IsEmptyAsync(to, ct) && await to.Audit.GetHeadAsync(ct) == AuditHead.None)
            ? null
            : MoveRefusal.TargetInUse;
    }

    private static async Task<bool> IsEmptyAsync(WikiStores stores, CancellationToken ct) =>
        (await stores.Spaces.ListAsync(ct)).Count == 0
        && (await stores.Accounts.ListAsync("", 1, ct)).Count == 0;

    private async Task ShutAsync(WikiStores from, WikiStores to, CancellationToken ct)
    {
        var id = await MoveMarks.IdOfAsync(from.Settings, ct);
        await MoveMarks.MarkAsync(to.Settings, id, ct);
        await new WikiMode(to.Settings, clock).SetAsync(Unfinished, ct);
        await new WikiMode(from.Settings, clock).SetAsync(Moving, ct);
        // Until every node has seen it, and what was under way has ended: what is acknowledged is copied.
        await Task.Delay(WriteGate.Settles, clock, ct);
    }

    private async Task FinishAsync(WikiStores from, WikiStores to, CancellationToken ct)
    {
        await new WikiMode(from.Settings, clock).SetAsync(Moved, ct);
        await new WikiMode(to.Settings, clock).SetAsync("", ct);
        await MoveMarks.MarkAsync(to.Settings, "", ct);
    }

    private static async Task<MoveReport> CompareAsync(
        IEnumerable<ICargo> cargoes,
        WikiStores from,
        WikiStores to,
        IProgress<MoveProgress> progress,
        CancellationToken ct
    )
    {
        var kinds = new List<MovedKind>();
        var differences = new List<string>();
        foreach (var cargo in cargoes)
        {
            var comparison = new Comparison(from, to);
            var things = (await cargo.ListAsync(from, ct))
                .Concat(await cargo.ListAsync(to, ct))
                .DistinctBy(thing => thing.Name, StringComparer.Ordinal)
                .ToList();
            await ForEachAsync(
                $"Comparing {cargo.Name}",
                cargo,
                things,
                comparison.CompareAsync,
                progress,
                ct
            );
            kinds.Add(comparison.Count(cargo.Name));
            differences.AddRange(comparison.Differences);
        }
        return new MoveReport(kinds, differences);
    }

    private static async Task ForEachAsync(
        string what,
        ICargo cargo,
        IReadOnlyList<Thing> things,
        Func<Thing, CancellationToken, Task> run,
        IProgress<MoveProgress> progress,
        CancellationToken ct
    )
    {
        var done = 0;
        progress.Report(new MoveProgress(what, done, things.Count));
        await Parallel.ForEachAsync(
            things,
            new ParallelOptions { MaxDegreeOfParallelism = cargo.AtOnce, CancellationToken = ct },
            async (thing, stop) =>
            {
                await run(thing, stop);
                progress.Report(
                    new MoveProgress(what, Interlocked.Increment(ref done), things.Count)
                );
            }
        );
    }
}
