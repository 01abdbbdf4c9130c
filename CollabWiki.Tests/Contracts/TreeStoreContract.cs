using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of trees must do.</summary>
public abstract class TreeStoreContract
{
    protected abstract ITreeStore Store { get; }

    [Fact]
    public async Task An_unknown_space_has_an_empty_tree_at_revision_0()
    {
        var tree = await Store.LoadAsync(Some.Team, default);

        Assert.Equal(0, tree.Revision);
        Assert.Equal(0, tree.Count);
        Assert.Equal(0, await Store.GetRevisionAsync(Some.Team, default));
        Assert.Null(await Store.FindSpaceAsync(PageId.New(), default));
    }

    [Fact]
    public async Task A_page_comes_back_as_it_was_written()
    {
        var parent = NewPage("Parent");
        var page = NewPage("Ein Titel 漢字") with
        {
            Parent = parent.Id,
            FormerSlugs = [Some.Slug("older"), Some.Slug("old")],
            Order = long.MaxValue / 2,
            Path = "docs/Ein Titel.md",
            TrashedAt = Some.Time.AddDays(1),
            TrashedBy = Some.Ben,
        };

        Assert.True(await Store.TryWriteAsync(Some.Team, 0, [parent, page], default));

        var tree = await Store.LoadAsync(Some.Team, default);
        Assert.Equal(1, tree.Revision);
        var read = tree.Find(page.Id)!;
        Assert.Equal(page with { FormerSlugs = [] }, read with { FormerSlugs = [] });
        Assert.Equal(page.FormerSlugs.AsEnumerable(), read.FormerSlugs.AsEnumerable());
        Assert.Equal(Some.Team, await Store.FindSpaceAsync(page.Id, default));
    }

    [Fact]
    public async Task A_write_on_an_older_revision_is_refused_and_nothing_is_written()
    {
        var first = NewPage("First");
        Assert.True(await Store.TryWriteAsync(Some.Team, 0, [first], default));

        Assert.False(await Store.TryWriteAsync(Some.Team, 0, [NewPage("Second")], default));
        Assert.False(await Store.TryWriteAsync(Some.Team, 2, [NewPage("Third")], default));

        var tree = await Store.LoadAsync(Some.Team, default);
        Assert.Equal(first.Id, Assert.Single(tree.All).Id);
    }

    [Fact]
    public async Task Of_many_writers_on_one_revision_one_wins()
    {
        var won = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        Store.TryWriteAsync(Some.Team, 0, [NewPage($"Page {i}")], default)
                    )
                )
        );

        Assert.Single(won, result => result);
        Assert.Equal(1, (await Store.LoadAsync(Some.Team, default)).Count);
    }

    [Fact]
    public async Task Pages_are_taken_over_with_the_revision_and_never_by_an_older_tree()
    {
        var first = NewPage("First");
        var second = NewPage("Second");

        await Store.PutAsync(Some.Team, 7, [first], default);
        await Store.PutAsync(Some.Team, 7, [second], default);
        await Store.PutAsync(Some.Team, 8, [first with { Title = "Newer" }], default);
        await Store.PutAsync(Some.Team, 7, [second with { Title = "Older" }], default);

        var tree = await Store.LoadAsync(Some.Team, default);
        Assert.Equal(8, tree.Revision);
        Assert.Equal("Newer", tree.Find(first.Id)!.Title);
        Assert.Equal("Second", tree.Find(second.Id)!.Title);
        Assert.Equal(Some.Team, await Store.FindSpaceAsync(second.Id, default));
        Assert.True(await Store.TryWriteAsync(Some.Team, 8, [NewPage("Third")], default));
    }

    [Fact]
    public async Task The_revision_alone_is_taken_over()
    {
        await Store.PutAsync(Some.Team, 3, [], default);

        Assert.Equal(3, await Store.GetRevisionAsync(Some.Team, default));
    }

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
}
