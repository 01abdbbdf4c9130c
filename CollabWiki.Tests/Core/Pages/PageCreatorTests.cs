using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class PageCreatorTests : IAsyncDisposable
{
    private readonly PageBench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task A_new_page_stands_in_the_tree_with_its_text_as_version_1()
    {
        var parent = await CreateAsync(Wish("Parent"));

        var page = await CreateAsync(
            Wish("Child") with
            {
                Text = "# Child\n",
                Parent = parent.Id,
                Path = "docs/child.md",
                Kind = VersionKind.Import,
            }
        );

        var (found, tree) = (await bench.Trees.FindAsync(page.Id, default))!.Value;
        Assert.Equal(("Child", "child", parent.Id), (found.Title, found.Slug.Value, found.Parent));
        Assert.Equal(Some.Anna, found.CreatedBy);
        Assert.Equal(page.Id, tree.FindByPath("docs/child.md")?.Id);
        var (version, text) = await bench.HeadAsync(page.Id);
        Assert.Equal((Version.First, VersionKind.Import), (version.Number, version.Kind));
        Assert.Equal("# Child\n", text);
        Assert.Equal([Some.Anna], version.Authors);
    }

    [Fact]
    public async Task A_page_has_a_text_from_the_moment_on_when_it_is_told_of()
    {
        var page = await CreateAsync(Wish("Empty") with { Text = "" });

        Assert.Collection(
            bench.Events,
            first => Assert.Equal(page.Id, Assert.IsType<PageEvent.Saved>(first).Page),
            second => Assert.Equal(page.Id, Assert.IsType<PageEvent.Placed>(second).Page)
        );
        Assert.Equal("", (await bench.HeadAsync(page.Id)).Text);
    }

    public static TheoryData<string, string, string?, string> Refusals { get; } =
        new()
        {
            { "", "text", null, "needs a title" },
            { "Taken", "text", "taken", "has this address" },
            { "Nul", "\0", null, "NUL" },
            { "Half", "\ud83d", null, "surrogate" },
            { "Long", new string('x', PageText.MaxBytes + 1), null, "2 MiB" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_page_that_can_not_be_made_leaves_nothing_behind(
        string title,
        string text,
        string? slug,
        string reason
    )
    {
        await CreateAsync(Wish("Taken"));
        bench.Events.Clear();
        var wish = Wish(title) with { Text = text, Slug = slug is null ? null : Some.Slug(slug) };

        var result = await bench.Creator.CreateAsync(wish, default);

        var refused = Assert.IsType<CreateResult.Refused>(result);
        Assert.Contains(reason, refused.Why, StringComparison.Ordinal);
        Assert.Empty(bench.Events);
        Assert.Equal(1, (await bench.Trees.GetAsync(Some.Team, default)).Count);
    }

    [Fact]
    public async Task Many_who_wish_for_one_address_get_it_once()
    {
        var wish = Wish("Plan") with { Slug = Some.Slug("plan") };

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => Task.Run(() => bench.Creator.CreateAsync(wish, default)))
        );

        var created = Assert.Single(results.OfType<CreateResult.Created>());
        var tree = await bench.Trees.GetAsync(Some.Team, default);
        Assert.Equal(created.Page.Id, Assert.Single(tree.All).Id);
    }

    private async Task<Page> CreateAsync(NewPage wish) =>
        Assert.IsType<CreateResult.Created>(await bench.Creator.CreateAsync(wish, default)).Page;

    private static NewPage Wish(string title) => new(Some.Team, title, "Text.\n", Some.Anna);
}
