using System.Diagnostics;
using System.Globalization;
using CollabWiki.Bench.Load;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Bench.Stores;

/// <summary>The stores that requests are measured on.</summary>
internal sealed record MeasuredStores(
    string Name,
    ISpaceStore Spaces,
    ITreeStore Trees,
    IPageStore Pages,
    IDraftLog Drafts,
    IPresenceStore Presence
);

/// <summary>Fills stores and measures, at each size, what one request of each kind costs: time, and processor time of this process.</summary>
internal sealed class StoreRun(MeasuredStores stores, TextWriter output)
{
    private const int Samples = 300;
    private const int FillAtOnce = 64;
    private const int TreeAtOnce = 2000;

    private static readonly SpaceKey Space = SpaceKey.Parse("BENCH");
    private static readonly UserId Author = UserId.New();
    private static readonly string Text = BenchText.OfLength(2000);
    private static readonly DateTimeOffset Time = TimeProvider.System.GetUtcNow();

    private readonly List<PageId> pages = [];
    private readonly PageId storied = PageId.New();
    private int storiedVersions;

    public async Task RunAsync(int mostPages, int mostVersions, CancellationToken ct)
    {
        await stores.Spaces.TryCreateAsync(
            new Space
            {
                Key = Space,
                Name = "Bench",
                Description = "",
                Grants = [],
                CreatedAt = Time,
            },
            ct
        );
        foreach (var size in Sizes(1000, mostPages))
        {
            await FillPagesAsync(size, ct);
            await MeasureAsync(
                $"{size:N0} pages",
                () => pages[Random.Shared.Next(pages.Count)],
                ct
            );
        }
        foreach (var size in Sizes(100, mostVersions))
        {
            await FillVersionsAsync(size, ct);
            await MeasureAsync($"a page of {size:N0} versions", () => storied, ct);
        }
    }

    private static IEnumerable<int> Sizes(int first, int most)
    {
        for (var size = first; size <= most; size *= 10)
        {
            yield return size;
        }
    }

    private async Task FillPagesAsync(int count, CancellationToken ct)
    {
        var added = Enumerable
            .Range(pages.Count, count - pages.Count)
            .Select(_ => PageId.New())
            .ToList();
        pages.AddRange(added);
        await Parallel.ForEachAsync(
            added,
            new ParallelOptions { MaxDegreeOfParallelism = FillAtOnce, CancellationToken = ct },
            async (page, stop) => await stores.Pages.TryAppendAsync(NewVersion(page, 1), Text, stop)
        );
        foreach (var part in added.Chunk(TreeAtOnce))
        {
            var revision = await stores.Trees.GetRevisionAsync(Space, ct);
            await stores.Trees.TryWriteAsync(Space, revision, [.. part.Select(NewPage)], ct);
        }
    }

    private async Task FillVersionsAsync(int count, CancellationToken ct)
    {
        while (storiedVersions < count)
        {
            await stores.Pages.TryAppendAsync(NewVersion(storied, ++storiedVersions), Text, ct);
        }
    }

    private async Task MeasureAsync(string size, Func<PageId> pick, CancellationToken ct)
    {
        await RowAsync(
            $"{size}: read the newest version, not cached",
            async _ =>
            {
                var page = pick();
                await stores.Spaces.FindAsync(Space, ct);
                await stores.Trees.GetRevisionAsync(Space, ct);
                var head = (await stores.Pages.FindHeadAsync(page, ct))!;
                await stores.Pages.GetTextAsync(page, head.Number, ct);
            }
        );
        await RowAsync(
            $"{size}: save a version",
            async _ =>
            {
                var page = pick();
                var head = (await stores.Pages.FindHeadAsync(page, ct))!;
                var next = NewVersion(page, head.Number.Number + 1);
                storiedVersions += page == storied ? 1 : 0;
                await stores.Pages.TryAppendAsync(next, Text, ct);
            }
        );
        var draft = DraftId.SharedOf(PageId.New());
        await RowAsync(
            $"{size}: append an update to a draft",
            i =>
                stores.Drafts.TryAppendAsync(
                    draft,
                    new Revision(i),
                    Guid.NewGuid(),
                    [NewUpdate(i)],
                    ct
                )
        );
        var node = NodeId.New();
        await RowAsync(
            $"{size}: a beat of presence, said and read",
            async _ =>
            {
                var page = pick();
                await stores.Presence.SetAsync(page, node, [], TimeSpan.FromSeconds(16), ct);
                await stores.Presence.ReadAsync(page, ct);
            }
        );
    }

    private async Task RowAsync(string what, Func<int, Task> run)
    {
        var times = new Latencies();
        using var self = Process.GetCurrentProcess();
        var processor = self.TotalProcessorTime;
        for (var i = 0; i < Samples; i++)
        {
            var at = Stopwatch.GetTimestamp();
            await run(i);
            times.Add(Stopwatch.GetElapsedTime(at));
        }
        self.Refresh();
        var each = (self.TotalProcessorTime - processor).TotalMilliseconds / Samples;
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{stores.Name}, {what}: {times}; processor {each:F2} ms each"
            )
        );
    }

    private static Page NewPage(PageId id) =>
        new()
        {
            Id = id,
            Space = Space,
            Title = $"Page {id}",
            Slug = Slug.TryParse($"page-{id}", out var slug) ? slug : default,
            CreatedAt = Time,
            CreatedBy = Author,
        };

    private static PageVersion NewVersion(PageId page, int number) =>
        new()
        {
            Page = page,
            Number = new Version(number),
            WriteId = Guid.CreateVersion7(),
            At = Time,
            Authors = [Author],
            Comment = "",
            Length = 2000,
            Added = 1,
            Removed = 0,
        };

    private static LiveUpdate NewUpdate(int i) =>
        new(ClientId.None, i, Author, Time, ChangeSet.Of(100, new Change(5, 5, "x")));
}
