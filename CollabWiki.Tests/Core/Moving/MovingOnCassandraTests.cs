using Cassandra;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Hosting;
using CollabWiki.Tests.Cassandra;
using CollabWiki.Tests.Stores;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Moving;

/// <summary>From a file to a real cluster and back.</summary>
[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class MovingOnCassandraTests(CassandraTables tables) : IAsyncLifetime
{
    private readonly string keyspace = $"moving_{Guid.NewGuid():N}";
    private readonly TempDatabase first = new(inMemory: true);
    private readonly TempDatabase second = new(inMemory: true);
    private CassandraDatabase database = null!;

    private WikiStores From => StoreSetup.Of(first.Database);

    private WikiStores Cluster => StoreSetup.Of(database, TimeProvider.System);

    private WikiStores Back => StoreSetup.Of(second.Database);

    public ValueTask InitializeAsync()
    {
        database = tables.Connect(keyspace);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        using var cluster = CassandraFixture.Builder().Build();
        using var session = await cluster.ConnectAsync("system");
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE IF EXISTS {keyspace}"));
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Everything_is_the_same_on_the_cluster_and_after_the_way_back()
    {
        await new MovableWiki(From, 11).FillAsync();
        var before = await WikiDump.OfAsync(From);

        var there = await MovingStory.MoveWellAsync(From, Cluster);
        Assert.Equal(before, await WikiDump.OfAsync(Cluster));
        var back = await MovingStory.MoveWellAsync(Cluster, Back);

        Assert.Equal(before, await WikiDump.OfAsync(Back));
        Assert.Equal(there.Kinds, back.Kinds);
    }

    [Fact]
    public async Task A_move_that_is_killed_again_and_again_comes_to_its_end_both_ways()
    {
        await new MovableWiki(From, 12, isSmall: true).FillAsync();

        Assert.True(await MovingStory.MoveWithDeathsAsync(From, Cluster, Life) > 1);
        await MovingStory.EqualAsync(From, Cluster);
        Assert.True(await MovingStory.MoveWithDeathsAsync(Cluster, Back, Life) > 1);
        await MovingStory.EqualAsync(From, Back);

        static int Life(int tries) => 5 + (tries * 13);
    }

    [Fact]
    public async Task A_move_that_was_given_up_takes_in_later_what_was_written_meanwhile()
    {
        var wiki = new MovableWiki(From, 13);
        await wiki.FillAsync();
        await MovingStory.DieAsync(From, Cluster, 30);
        await MovingStory.Mover.CancelAsync(From, default);

        await wiki.ChangeAsync();
        await MovingStory.MoveWellAsync(From, Cluster);

        await MovingStory.EqualAsync(From, Cluster);
    }

    [Fact]
    public async Task Each_difference_is_found_and_named()
    {
        var wiki = new MovableWiki(From, 14);
        await wiki.FillAsync();
        var page = wiki.Pages[0];
        await MovingStory.MoveWellAsync(From, Cluster);
        var head = (await Cluster.Pages.FindHeadAsync(page, default))!;
        await database.WriteAsync(
            "UPDATE version_text SET bytes = ? WHERE id = ? AND chunk = 0",
            default,
            new byte[] { 65 },
            head.WriteId
        );
        await database.WriteAsync(
            "DELETE FROM draft_append WHERE draft = ? AND bucket = 1 AND revision = 5010",
            default,
            page.Value
        );
        await database.WriteAsync(
            "DELETE FROM file WHERE space = 'TEAM' AND path = 'empty.txt'",
            default
        );
        await Cluster.Settings.SetAsync(
            "moving.copy-of",
            (await From.Settings.FindAsync("moving.id", default))!,
            default
        );

        await database.WriteAsync(
            "DELETE FROM version WHERE page = ? AND kind = 1 AND number = 1",
            default,
            page.Value
        );

        // Lost appends and files are written again; what is spoilt in the middle is told.
        var different = Assert.IsType<MoveResult.Different>(
            await MovingStory.MoveAsync(From, Cluster)
        );

        Assert.Equal(
            [
                $"page {page}: text of version 1 is missing in the target",
                $"page {page}: text of version {head.Number} differs",
                $"page {page}: version 1 is missing in the target",
            ],
            different.Report.Differences.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (await WikiDump.OfAsync(From)).Where(IsOfDraftOrFile),
            (await WikiDump.OfAsync(Cluster)).Where(IsOfDraftOrFile)
        );

        static bool IsOfDraftOrFile(string line) =>
            line.StartsWith("update", StringComparison.Ordinal)
            || line.StartsWith("file", StringComparison.Ordinal);
    }
}
