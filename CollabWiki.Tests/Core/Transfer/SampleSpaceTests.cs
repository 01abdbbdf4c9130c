using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Transfer.Sample;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Transfer;

[Trait("layer", "unit")]
public sealed class SampleSpaceTests
{
    [Fact]
    public async Task A_new_wiki_starts_with_a_tour_once()
    {
        await using var database = new TempDatabase(inMemory: true);
        var spaces = new SqliteSpaceStore(database.Database);
        var trees = new SpaceTrees(new SqliteTreeStore(database.Database), []);
        var clock = TimeProvider.System;
        var saver = new PageSaver(new SqlitePageStore(database.Database), clock, []);
        var sample = new SampleSpace(spaces, new PageCreator(trees, saver, clock), clock);

        await sample.EnsureAsync(default);
        await sample.EnsureAsync(default);

        var tree = await trees.GetAsync(SampleSpace.Key, default);
        Assert.Equal(
            [
                "Start here",
                "Write together",
                "Keep every version",
                "Markdown cheat sheet",
                "Import and export",
                "For administrators",
            ],
            tree.InOrder().Select(page => page.Title)
        );
    }

    [Fact]
    public void The_cheat_sheet_shows_each_feature()
    {
        var text = SampleSpace.Pages().Single(page => page.Title == "Markdown cheat sheet").Text;

        var html = new PageRenderer().Render(SampleSpace.Key, "", text).Html;

        string[] features =
        [
            "<del>",
            "<kbd>",
            "footnotes",
            "wiki-link",
            "rel=\"noopener nofollow\"",
            "checkbox",
            "table-scroll",
            "align-right",
            "callout-note",
            "callout-tip",
            "callout-important",
            "callout-warning",
            "callout-caution",
            "tok-keyword",
            "tok-inserted",
            "<blockquote>",
            "<hr>",
            "<details>",
        ];
        Assert.All(features, feature => Assert.Contains(feature, html, StringComparison.Ordinal));
    }
}
