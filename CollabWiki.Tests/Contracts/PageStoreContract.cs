using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of pages must do.</summary>
public abstract class PageStoreContract
{
    private readonly PageId page = PageId.New();

    protected abstract IPageStore Store { get; }

    [Fact]
    public async Task A_page_without_versions_has_no_head()
    {
        Assert.Null(await Store.FindHeadAsync(page, default));
        Assert.Null(await Store.FindVersionAsync(page, Version.First, default));
        Assert.Empty(await Store.ListVersionsAsync(page, Version.None, 10, default));
        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            Store.GetTextAsync(page, Version.First, default)
        );
    }

    [Fact]
    public async Task A_version_comes_back_as_it_was_written()
    {
        var written = Some.Version(page, 1) with
        {
            Authors = [Some.Anna, Some.Ben],
            Kind = VersionKind.Restore,
            Origin = new Version(7),
        };
        Assert.True(await Store.TryAppendAsync(written, "Grüße\r\n漢字 👩‍👩‍👧\n", default));

        var read = await Store.FindHeadAsync(page, default);

        Assert.Equal(written with { Authors = [] }, read! with { Authors = [] });
        Assert.Equal(written.Authors.AsEnumerable(), read.Authors.AsEnumerable());
        Assert.Equal(
            "Grüße\r\n漢字 👩‍👩‍👧\n",
            await Store.GetTextAsync(page, Version.First, default)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_version_that_does_not_follow_the_head_is_refused_and_nothing_is_written(
        int number
    )
    {
        Assert.True(await Store.TryAppendAsync(Some.Version(page, 1), "one", default));

        Assert.False(
            await Store.TryAppendAsync(Some.Version(page, number, Some.Ben), "other", default)
        );

        Assert.Equal(Version.First, (await Store.FindHeadAsync(page, default))!.Number);
        Assert.Equal("one", await Store.GetTextAsync(page, Version.First, default));
    }

    [Fact]
    public async Task Of_many_writers_of_one_number_one_wins()
    {
        Assert.True(await Store.TryAppendAsync(Some.Version(page, 1), "start", default));

        var won = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        Store.TryAppendAsync(Some.Version(page, 2), $"writer {i}", default)
                    )
                )
        );

        var winner = Assert.Single(won.Index(), result => result.Item).Index;
        Assert.Equal($"writer {winner}", await Store.GetTextAsync(page, new Version(2), default));
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_by_pages()
    {
        for (var number = 1; number <= 5; number++)
        {
            Assert.True(
                await Store.TryAppendAsync(Some.Version(page, number), $"text {number}", default)
            );
        }

        var first = await Store.ListVersionsAsync(page, Version.None, 2, default);
        var second = await Store.ListVersionsAsync(page, first[^1].Number, 10, default);

        Assert.Equal([5, 4], first.Select(version => version.Number.Number));
        Assert.Equal([3, 2, 1], second.Select(version => version.Number.Number));
        Assert.Equal("text 3", await Store.GetTextAsync(page, new Version(3), default));
    }

    [Fact]
    public async Task The_largest_text_comes_back_whole()
    {
        var text = new string('ä', PageText.MaxBytes / 2);

        Assert.True(await Store.TryAppendAsync(Some.Version(page, 1), text, default));

        Assert.Equal(text, await Store.GetTextAsync(page, Version.First, default));
    }
}
