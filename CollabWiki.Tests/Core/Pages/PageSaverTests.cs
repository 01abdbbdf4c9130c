using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class PageSaverTests : IAsyncDisposable
{
    private readonly PageBench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_text_on_the_newest_version_is_saved_as_the_next_one()
    {
        var page = await bench.NewPageAsync("one two three\n");

        var result = await SaveAsync(page, 1, "one three four\n");

        var version = Assert.IsType<SaveResult.Saved>(result).Version;
        Assert.Equal(new Version(2), version.Number);
        Assert.Equal(
            ("one three four\n".Length, 5, 4),
            (version.Length, version.Added, version.Removed)
        );
        Assert.Equal([Some.Ben], version.Authors);
        Assert.Equal(VersionKind.Edit, version.Kind);
        Assert.Equal("one three four\n", (await bench.HeadAsync(page)).Text);
        var told = Assert.Single(bench.Saves);
        Assert.Equal((version.WriteId, "one three four\n"), (told.Version.WriteId, told.Text));
    }

    [Theory]
    [InlineData(2, "two\n")]
    [InlineData(1, "two\n")]
    [InlineData(1, "one\n")]
    public async Task What_says_nothing_new_makes_no_version(int from, string text)
    {
        var page = await bench.NewPageAsync("one\n", "two\n");

        var result = await SaveAsync(page, from, text);

        Assert.Equal(new Version(2), Assert.IsType<SaveResult.Unchanged>(result).Head.Number);
        Assert.Equal(new Version(2), (await bench.HeadAsync(page)).Version.Number);
        Assert.Empty(bench.Saves);
    }

    [Fact]
    public async Task A_text_on_an_older_version_is_merged_with_what_came_after()
    {
        var page = await bench.NewPageAsync("First.\n\nSecond.\n", "First.\n\nSecond, by Anna.\n");

        var result = await SaveAsync(page, 1, "First, by Ben.\n\nSecond.\n");

        var merged = Assert.IsType<SaveResult.Merged>(result);
        Assert.Equal("First, by Ben.\n\nSecond, by Anna.\n", merged.Text);
        Assert.Equal(
            (new Version(3), VersionKind.Merge),
            (merged.Version.Number, merged.Version.Kind)
        );
        Assert.Equal(merged.Text, (await bench.HeadAsync(page)).Text);
        Assert.Equal(merged.Text, Assert.Single(bench.Saves).Text);
    }

    [Fact]
    public async Task What_conflicts_is_not_written()
    {
        var page = await bench.NewPageAsync("The answer is 1.\n", "The answer is 2.\n");

        var result = await SaveAsync(page, 1, "The answer is 3.\n");

        var conflicted = Assert.IsType<SaveResult.Conflicted>(result);
        Assert.Equal(new Version(2), conflicted.Head.Number);
        Assert.Single(conflicted.Merge.Regions, region => region.IsConflict);
        Assert.Equal("The answer is 2.\n", (await bench.HeadAsync(page)).Text);
        Assert.Empty(bench.Saves);
    }

    public static TheoryData<int, string, string> Unacceptable { get; } =
        new()
        {
            { 1, "nul \0", "NUL" },
            { 1, "half \ud83d", "surrogate" },
            { 1, new string('x', 10 * 1024 * 1024), "2 MiB" },
            { 2, "from the future", "version 2" },
            { -1, "from before the beginning", "version -1" },
        };

    [Theory]
    [MemberData(nameof(Unacceptable))]
    public async Task What_can_not_be_taken_is_refused_with_the_reason(
        int from,
        string text,
        string reason
    )
    {
        var page = await bench.NewPageAsync("one\n");

        var result = await SaveAsync(page, from, text);

        Assert.Contains(
            reason,
            Assert.IsType<SaveResult.Rejected>(result).Why,
            StringComparison.Ordinal
        );
        Assert.Equal("one\n", (await bench.HeadAsync(page)).Text);
        Assert.Empty(bench.Saves);
    }

    [Fact]
    public async Task A_merge_that_grows_too_long_is_refused()
    {
        var half = string.Concat(Enumerable.Repeat("Words of a line.\n", 70_000));
        var page = await bench.NewPageAsync("Middle.\n", half + "\nMiddle.\n");

        var result = await SaveAsync(page, 1, "Middle.\n\n" + half);

        Assert.Contains(
            "2 MiB",
            Assert.IsType<SaveResult.Rejected>(result).Why,
            StringComparison.Ordinal
        );
        Assert.Equal(new Version(2), (await bench.HeadAsync(page)).Version.Number);
    }

    [Fact]
    public async Task Fifty_people_who_save_at_once_from_one_version_all_get_their_paragraph_in()
    {
        const int People = 50;
        string[] paragraphs = [.. Enumerable.Range(0, People).Select(i => $"Paragraph {i}.\n")];
        var page = await bench.NewPageAsync(string.Join('\n', paragraphs));

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, People)
                .Select(i =>
                    Task.Run(() =>
                    {
                        string[] mine = [.. paragraphs];
                        mine[i] = $"Paragraph {i}, as person {i} wrote it.\n";
                        return SaveAsync(page, 1, string.Join('\n', mine));
                    })
                )
        );

        var numbers = results.Select(result =>
            result switch
            {
                SaveResult.Saved saved => saved.Version.Number.Number,
                SaveResult.Merged merged => merged.Version.Number.Number,
                _ => throw new InvalidOperationException(result.ToString()),
            }
        );
        Assert.Equal(Enumerable.Range(2, People), numbers.Order());
        Assert.Equal(
            string.Join(
                '\n',
                paragraphs.Select((_, i) => $"Paragraph {i}, as person {i} wrote it.\n")
            ),
            (await bench.HeadAsync(page)).Text
        );
        var versions = await bench.Pages.ListVersionsAsync(page, Version.None, 100, default);
        Assert.Equal(
            Enumerable.Range(1, People + 1).Reverse(),
            versions.Select(version => version.Number.Number)
        );
        Assert.Equal(
            Enumerable.Range(2, People),
            bench.Saves.Select(saved => saved.Version.Number.Number).Order()
        );
        foreach (var saved in bench.Saves)
        {
            Assert.Equal(
                saved.Text,
                await bench.Pages.GetTextAsync(page, saved.Version.Number, default)
            );
        }
    }

    [Fact]
    public async Task Of_many_first_versions_one_is_first_and_no_text_is_lost()
    {
        var page = PageId.New();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Task.Run(() => SaveAsync(page, 0, $"Text {i}\n")))
        );

        var first = Assert.Single(results.OfType<SaveResult.Saved>());
        Assert.Equal(Version.First, first.Version.Number);
        Assert.All(
            results.Except([first]),
            result => Assert.True(result is SaveResult.Merged or SaveResult.Conflicted)
        );
        Assert.Equal(
            1 + results.OfType<SaveResult.Merged>().Count(),
            (await bench.HeadAsync(page)).Version.Number.Number
        );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public async Task A_restore_stays_a_restore_also_when_it_is_merged(int from)
    {
        var page = await bench.NewPageAsync("First.\n\nSecond.\n", "First.\n\nSecond, newer.\n");
        var request = new SaveRequest(page, new Version(from), Restored(from), [Some.Ben])
        {
            Kind = VersionKind.Restore,
            Origin = Version.First,
        };

        await bench.Saver.SaveAsync(request, default);

        var (version, _) = await bench.HeadAsync(page);
        Assert.Equal(new Version(3), version.Number);
        Assert.Equal((VersionKind.Restore, Version.First), (version.Kind, version.Origin));

        static string Restored(int from) =>
            from == 1 ? "First, restored.\n\nSecond.\n" : "First.\n\nSecond.\n";
    }

    [Theory]
    [InlineData(499, 499)]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    [InlineData(100_000, 500)]
    public async Task A_comment_is_cut_at_500_characters(int length, int kept)
    {
        var page = await bench.NewPageAsync("one\n");

        await SaveAsync(page, 1, "two\n", new string('c', length));

        Assert.Equal(new string('c', kept), (await bench.HeadAsync(page)).Version.Comment);
    }

    [Fact]
    public async Task A_comment_is_not_cut_through_a_character()
    {
        var page = await bench.NewPageAsync("one\n");

        await SaveAsync(page, 1, "two\n", new string('c', 499) + "😀");

        Assert.Equal(new string('c', 499), (await bench.HeadAsync(page)).Version.Comment);
    }

    private Task<SaveResult> SaveAsync(PageId page, int from, string text, string comment = "") =>
        bench.Saver.SaveAsync(
            new SaveRequest(page, new Version(from), text, [Some.Ben]) { Comment = comment },
            default
        );
}
