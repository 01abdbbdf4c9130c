using Cassandra;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Tests.Cassandra;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Stores;

/// <summary>What the stores on Cassandra must do beyond their contracts: large values, borders of partitions, many nodes at once.</summary>
[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraSpecialTests(CassandraTables tables) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => tables.ClearAsync("tree");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_longest_text_comes_back()
    {
        var store = new CassandraPageStore(tables.Database);
        var text = new string('é', PageText.MaxBytes / 2);
        var version = NewVersion(PageId.New(), 1);

        Assert.True(await store.TryAppendAsync(version, text, default));

        Assert.Equal(text, await store.GetTextAsync(version.Page, new Version(1), default));
    }

    [Fact]
    public async Task Twenty_writers_on_two_nodes_make_versions_without_gap_or_repetition()
    {
        await using var second = tables.Connect();
        var page = PageId.New();
        IPageStore[] nodes =
        [
            new CassandraPageStore(tables.Database),
            new CassandraPageStore(second),
        ];

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => WriteAsync(nodes[i % 2], page)))
        );

        var versions = await nodes[0].ListVersionsAsync(page, Version.None, 100, default);
        Assert.Equal(
            Enumerable.Range(1, 40).Reverse(),
            versions.Select(version => version.Number.Number)
        );
        foreach (var version in versions)
        {
            var text = await nodes[1].GetTextAsync(page, version.Number, default);
            Assert.Equal($"{version.WriteId}", text);
        }
        Assert.Equal(versions[0].WriteId, (await nodes[1].FindHeadAsync(page, default))!.WriteId);
    }

    [Fact]
    public async Task Three_thousand_pages_change_at_once()
    {
        var store = new CassandraTreeStore(tables.Database);
        var pages = Enumerable.Range(0, 3000).Select(i => NewPage($"Page {i}")).ToList();

        Assert.True(await store.TryWriteAsync(Some.Team, 0, pages, default));

        Assert.Equal(3000, (await store.LoadAsync(Some.Team, default)).Count);
        Assert.Equal(Some.Team, await store.FindSpaceAsync(pages[2999].Id, default));
    }

    [Fact]
    public async Task A_log_is_read_over_the_borders_of_its_buckets()
    {
        var log = new CassandraDraftLog(tables.Database);
        var draft = new DraftId(Guid.NewGuid());
        var revision = Revision.Zero;
        // The second begins before a border and ends behind the next one.
        foreach (var count in new[] { 4990, 6000, 10, 2000 })
        {
            var updates = Enumerable.Range((int)revision.Number, count).Select(NewUpdate).ToArray();
            Assert.True(
                await log.TryAppendAsync(draft, revision, Guid.NewGuid(), updates, default)
            );
            revision += count;
        }

        foreach (var from in new[] { 0, 4989, 4990, 5000, 9999, 10_000, 10_990, 12_999, 13_000 })
        {
            var read = await log.ReadAsync(draft, new Revision(from), default);
            Assert.Equal(
                Enumerable.Range(from, 13_000 - from),
                read.Select(update => (int)update.Sequence)
            );
        }
    }

    [Fact]
    public async Task Of_nodes_that_start_at_once_one_makes_the_tables()
    {
        var keyspace = $"start_{Guid.NewGuid():N}";
        var nodes = Enumerable.Range(0, 6).Select(_ => tables.Connect(keyspace)).ToList();

        await Task.WhenAll(
            nodes.Select(node =>
                node.OpenAsync(TimeSpan.FromSeconds(30), TimeProvider.System, default)
            )
        );

        await Task.WhenAll(
            nodes.Select(node => WriteAsync(new CassandraPageStore(node), PageId.New()))
        );
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        using var cluster = CassandraFixture.Builder().Build();
        using var session = await cluster.ConnectAsync("system");
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {keyspace}"));
    }

    /// <summary>Writes two versions, each on top of whatever is there.</summary>
    private static async Task WriteAsync(IPageStore store, PageId page)
    {
        for (var written = 0; written < 2; )
        {
            var head = await store.FindHeadAsync(page, default);
            var version = NewVersion(page, (head?.Number.Number ?? 0) + 1);
            if (await store.TryAppendAsync(version, $"{version.WriteId}", default))
            {
                written++;
            }
        }
    }

    private static PageVersion NewVersion(PageId page, int number) =>
        new()
        {
            Page = page,
            Number = new Version(number),
            WriteId = Guid.NewGuid(),
            At = Some.Time,
            Authors = [Some.Anna],
        };

    private static Page NewPage(string title) =>
        new()
        {
            Id = PageId.New(),
            Space = Some.Team,
            Title = title,
            Slug = Slug.FromTitle(title),
            CreatedAt = Some.Time,
            CreatedBy = Some.Anna,
        };

    private static LiveUpdate NewUpdate(int sequence) =>
        new(ClientId.None, sequence, Some.Anna, Some.Time, ChangeSet.Empty(0));
}
