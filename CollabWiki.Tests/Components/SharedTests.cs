using Bunit;
using CollabWiki.Components.Layout;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Components;

[Trait("layer", "component")]
public sealed class SharedTests : IAsyncDisposable
{
    private readonly BunitContext context = new();
    private readonly FakeTimeProvider clock = new(Some.Time);

    public SharedTests() => context.Services.AddSingleton<TimeProvider>(clock);

    [Theory]
    [InlineData("Anna Lindqvist", "AL")]
    [InlineData("anna", "A")]
    [InlineData("陈美", "陈")]
    [InlineData("Ana  María de la Cruz", "AC")]
    [InlineData("", "?")]
    public void An_avatar_shows_the_first_letters(string name, string letters)
    {
        var avatar = context.Render<Avatar>(p =>
            p.Add(x => x.Person, new Person(Some.Anna, name, 3))
        );

        Assert.Equal(letters, avatar.Find(".avatar").TextContent);
        Assert.Contains("person-3", avatar.Find(".avatar").ClassName);
    }

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(90, "1 minute ago")]
    [InlineData(7_300, "2 hours ago")]
    [InlineData(3 * 86_400, "3 days ago")]
    [InlineData(40 * 86_400, "on 20 January 2026")]
    public void A_time_is_said_in_words(int secondsAgo, string words)
    {
        var time = context.Render<TimeAgo>(p =>
            p.Add(x => x.At, Some.Time.AddSeconds(-secondsAgo))
        );

        Assert.Equal(words, time.Find("time").TextContent);
    }

    [Fact]
    public void The_way_to_a_page_ends_with_the_page()
    {
        var (visit, _, child) = Handbook();

        var crumbs = context.Render<Breadcrumb>(p =>
            p.Add(x => x.Space, visit.Space)
                .Add(x => x.Page, child)
                .Add(x => x.Above, visit.Tree.Ancestors(child))
        );

        Assert.Equal(
            ["Team", "Guide", "Setup"],
            crumbs.FindAll("li").Select(li => li.TextContent.Trim())
        );
        Assert.Equal("page", crumbs.Find("li:last-child span").GetAttribute("aria-current"));
    }

    [Fact]
    public void Only_the_way_to_the_current_page_is_open_in_the_tree()
    {
        var (visit, guide, child) = Handbook();

        var closed = context.Render<TreeBranch>(p => p.Add(x => x.Visit, visit));
        var open = context.Render<TreeBranch>(p =>
            p.Add(x => x.Visit, visit).Add(x => x.Current, child)
        );

        Assert.Equal([guide.Id.ToString()], Ids(closed));
        Assert.Equal([guide.Id.ToString(), child.Id.ToString()], Ids(open));
        Assert.Equal("Setup", open.Find("[aria-current=page]").TextContent);
    }

    [Fact]
    public void A_reader_is_offered_nothing_to_change()
    {
        var (visit, _, _) = Handbook(Viewer.Anonymous);

        var tree = context.Render<TreeBranch>(p => p.Add(x => x.Visit, visit));

        Assert.Empty(tree.FindAll("[data-page-action]"));
    }

    [Fact]
    public void Of_ten_thousand_siblings_the_first_and_those_around_the_current_page_are_shown()
    {
        var pages = Enumerable.Range(0, 10_000).Select(i => NewPage(i)).ToList();
        var items = TreeSlice.Of(pages, pages[5_000].Id).ToList();

        Assert.InRange(items.Count, 50, 200);
        Assert.Contains(items, item => item is TreeItem.Row row && row.Page == pages[5_000]);
        Assert.Equal(10_000, items.Sum(item => item is TreeItem.Gap gap ? gap.Count : 1));
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static IEnumerable<string?> Ids(IRenderedComponent<TreeBranch> tree) =>
        tree.FindAll("li").Select(li => li.GetAttribute("data-page"));

    private static Page NewPage(int number) =>
        new()
        {
            Id = PageId.New(),
            Space = Some.Team,
            Title = $"Page {number}",
            Slug = Some.Slug($"page-{number}"),
        };

    private static (Visit Visit, Page Guide, Page Child) Handbook(Viewer? viewer = null)
    {
        var space = new Space
        {
            Key = Some.Team,
            Name = "Team",
            Grants = [new Grant(Audience.Members, Role.Editor)],
        };
        var tree = PageTree.Empty(Some.Team);
        var guide = NewPage(1) with { Title = "Guide" };
        var child = NewPage(2) with { Title = "Setup", Parent = guide.Id };
        tree = tree.With([guide, child], 1);
        return (
            new Visit(viewer ?? new Viewer(Some.Anna, "Anna", false), space, tree, null),
            guide,
            child
        );
    }
}
