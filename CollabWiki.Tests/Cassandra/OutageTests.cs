using System.Diagnostics;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>All nodes of the store are gone for a while.</summary>
[Trait("layer", "cluster")]
[Collection("cluster")]
public sealed class OutageTests(BrowserFixture browsers, ITestOutputHelper output)
{
    [Fact]
    public async Task While_all_nodes_are_down_nothing_is_called_saved_and_after_it_all_is()
    {
        await using var scene = await Scene.OpenAsync(
            browsers,
            "Text.\n",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["COLLABWIKI_STORE"] = "cassandra",
                ["COLLABWIKI_CASSANDRA"] = string.Join(',', CassandraNodes.Addresses()),
                ["COLLABWIKI_CASSANDRA_REPLICATION"] = "3",
            }
        );
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        var ben = await (await scene.SignInAsync("Ben")).EditAsync();
        await anna.PlaceAsync(0);
        await anna.TypeAsync("Before. ");
        await anna.SavedAsync();

        await Task.WhenAll(Enumerable.Range(1, 3).Select(CassandraNodes.KillAsync));
        await anna.TypeAsync("Meanwhile. ");
        await anna.ChipAsync("can’t save");
        Assert.DoesNotContain("Meanwhile", await ben.TextAsync(), StringComparison.Ordinal);

        await Task.WhenAll(Enumerable.Range(1, 3).Select(CassandraNodes.StartAsync));
        var back = Stopwatch.GetTimestamp();
        await anna.TypeAsync("After. ");
        // Waits for half a minute at most.
        await anna.SavedAsync();
        output.WriteLine(
            $"Saved {Stopwatch.GetElapsedTime(back).TotalSeconds:F1} s after the nodes took connections."
        );

        const string Text = "Before. Meanwhile. After. Text.\n";
        await ben.ShowsAsync(Text);
        Assert.Equal(Text, await scene.DraftTextAsync());
    }
}
