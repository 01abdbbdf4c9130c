using System.Diagnostics;
using System.Globalization;
using CollabWiki.Bench.Load;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Cassandra;

/// <summary>
/// Twenty people write and publish through two app nodes while nodes of both kinds are killed and come back. COLLABWIKI_CHAOS_SECONDS sets for how
/// long; 300 is the run that results.md tells of.
/// </summary>
[Trait("layer", "cluster")]
[Collection("cluster")]
public sealed class ChaosTests : IAsyncLifetime
{
    private const int People = 20;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(
        int.Parse(
            Environment.GetEnvironmentVariable("COLLABWIKI_CHAOS_SECONDS") ?? "90",
            CultureInfo.InvariantCulture
        )
    );

    private readonly ITestOutputHelper output;
    private readonly WikiServer first;
    private readonly WikiServer second;
    private readonly List<PageId> pages = [];

    public ChaosTests(ITestOutputHelper output)
    {
        this.output = output;
        first = new WikiServer(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["COLLABWIKI_STORE"] = "cassandra",
                ["COLLABWIKI_CASSANDRA"] = string.Join(',', CassandraNodes.Addresses()),
                ["COLLABWIKI_CASSANDRA_REPLICATION"] = "3",
            }
        );
        second = new WikiServer(beside: first);
    }

    public async ValueTask InitializeAsync()
    {
        await first.StartAsync();
        await second.StartAsync();
        await using var stores = first.OpenStores();
        var space = new Space
        {
            Key = Some.Team,
            Name = "Team",
            Grants = [new(Audience.Members, Role.Editor)],
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        Assert.True(await stores.GetRequiredService<ISpaceStore>().TryCreateAsync(space, default));
        var creator = stores.GetRequiredService<PageCreator>();
        foreach (var title in new[] { "One", "Two" })
        {
            var wish = new NewPage(Some.Team, title, "The words:\n", UserId.System);
            var created = await creator.CreateAsync(wish, default);
            pages.Add(Assert.IsType<CreateResult.Created>(created).Page.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_while_nodes_die_and_come_back()
    {
        var cookies = await WikiSignIn.CookiesAsync(
            first.Url,
            WikiServer.Admin,
            WikiServer.Password,
            default
        );
        await using var writers = new Writers([first.Url, second.Url], cookies, pages, People);
        using var stop = new CancellationTokenSource();
        using var patience = new CancellationTokenSource(Length + TimeSpan.FromMinutes(3));

        var writing = writers.RunAsync(stop.Token, patience.Token);
        await KillAndReviveAsync(patience.Token);
        await stop.CancelAsync();
        await writing;

        await using var stores = first.OpenStores();
        foreach (var page in pages)
        {
            await CheckDraftAsync(stores, writers, page);
            await CheckVersionsAsync(stores, writers, page);
        }
        output.WriteLine(
            $"words acknowledged {writers.Acknowledged.Count}, versions made {writers.Versions.Count}, connections lost {writers.Losses}"
        );
        output.WriteLine(
            $"from typed to acknowledged: {writers.Waits}; the longest ended {writers.Longest.At.TotalSeconds:F0} s after the start"
        );
        Assert.Empty(writers.Refusals);
    }

    /// <summary>One Cassandra node dies and comes back, another dies and comes back, an app node dies and comes back, at even distances.</summary>
    private async Task KillAndReviveAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await AtAsync(0.15, () => CassandraNodes.KillAsync(3));
        await AtAsync(0.30, () => CassandraNodes.StartAsync(3));
        await AtAsync(0.45, () => CassandraNodes.KillAsync(2));
        await AtAsync(0.60, () => CassandraNodes.StartAsync(2));
        await AtAsync(0.75, second.KillAsync);
        await AtAsync(0.85, second.StartAsync);
        await AtAsync(1, () => Task.CompletedTask);

        async Task AtAsync(double share, Func<Task> act)
        {
            var wait = (Length * share) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, ct);
            await act();
        }
    }

    private async Task CheckDraftAsync(ServiceProvider stores, Writers writers, PageId page)
    {
        var log = stores.GetRequiredService<IDraftLog>();
        var updates = await log.ReadAsync(DraftId.SharedOf(page), Revision.Zero, default);
        var text = await stores
            .GetRequiredService<IPageStore>()
            .GetTextAsync(page, updates[0].Base, default);
        text = updates.Aggregate(text, (before, update) => update.Changes.Apply(before));
        var inDraft = text.Split([' ', '\n']).Where(word => word.StartsWith('w')).ToList();
        var acknowledged = writers
            .Acknowledged.Where(one => one.Page == page)
            .Select(one => one.Word)
            .ToList();

        output.WriteLine(
            $"page {page}: {updates.Count} updates, {acknowledged.Count} words acknowledged, {inDraft.Count} in the draft"
        );
        Assert.Equal(inDraft.Distinct().Count(), inDraft.Count);
        Assert.Empty(acknowledged.Except(inDraft));
        Assert.All(writers.Screens[page], screen => Assert.Equal(text, screen));
    }

    /// <summary>Versions are numbered 1, 2, 3 …, each once; each holds all that its maker knew; and one that was asked for after another was there came after it.</summary>
    private async Task CheckVersionsAsync(ServiceProvider stores, Writers writers, PageId page)
    {
        var store = stores.GetRequiredService<IPageStore>();
        var kept = await store.ListVersionsAsync(page, Version.None, 10_000, default);
        Assert.Equal(
            Enumerable.Range(1, kept.Count).Reverse(),
            kept.Select(version => version.Number.Number)
        );
        var words = new List<IReadOnlySet<string>>();
        foreach (var version in kept.Reverse())
        {
            words.Add(Writers.WordsOf(await store.GetTextAsync(page, version.Number, default)));
        }
        for (var i = 1; i < words.Count; i++)
        {
            Assert.Empty(words[i - 1].Except(words[i]));
        }
        var made = writers.Versions.Where(version => version.Page == page).ToList();
        Assert.Equal(made.Count, made.Select(version => version.Number).Distinct().Count());
        foreach (var version in made)
        {
            Assert.Empty(version.Words.Except(words[version.Number - 1]));
            Assert.All(
                made.Where(earlier => earlier.Answered < version.Asked),
                earlier => Assert.True(earlier.Number < version.Number)
            );
        }
        output.WriteLine($"page {page}: versions 1 to {kept.Count}, {made.Count} of them answered");
    }
}
