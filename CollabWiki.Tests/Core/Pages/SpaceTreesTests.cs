using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class SpaceTreesTests : IAsyncDisposable
{
    private readonly PageBench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Pages_that_many_make_at_once_on_two_nodes_are_all_there_with_an_address_each()
    {
        const int People = 20;
        const int Each = 5;
        SpaceTrees[] nodes = [bench.AddNode(), bench.AddNode()];

        await Task.WhenAll(
            Enumerable
                .Range(0, People)
                .Select(person =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < Each; i++)
                        {
                            Assert.IsType<TreeChange.Changed>(
                                await AddAsync(nodes[(person + i) % 2], PageId.New(), "Notes")
                            );
                        }
                    })
                )
        );

        foreach (var node in nodes)
        {
            var tree = await node.GetAsync(Some.Team, default);
            Assert.Equal(People * Each, tree.InOrder().Count());
            Assert.Equal(People * Each, tree.All.Select(page => page.Slug).Distinct().Count());
            Assert.Equal(People * Each, tree.Revision);
        }
        Assert.Equal(
            People * Each,
            bench.Events.OfType<PageEvent.Placed>().Select(placed => placed.Page).Distinct().Count()
        );
    }

    [Fact]
    public async Task Two_pages_that_move_under_each_other_at_once_never_make_a_ring()
    {
        SpaceTrees[] nodes = [bench.AddNode(), bench.AddNode()];
        for (var round = 0; round < 40; round++)
        {
            var (a, b) = (PageId.New(), PageId.New());
            await AddAsync(nodes[0], a, "A");
            await AddAsync(nodes[0], b, "B");

            var changes = await Task.WhenAll(
                Task.Run(() => MoveAsync(nodes[0], a, b)),
                Task.Run(() => MoveAsync(nodes[1], b, a))
            );

            Assert.Single(changes.OfType<TreeChange.Changed>());
            var refused = Assert.Single(changes.OfType<TreeChange.Refused>());
            Assert.Equal(TreeRefusal.UnderItself, refused.Why);
            var tree = await nodes[round % 2].GetAsync(Some.Team, default);
            Assert.Equal(2 * (round + 1), tree.InOrder().Count());
        }
    }

    [Fact]
    public async Task Many_moves_at_once_leave_each_page_in_one_place()
    {
        SpaceTrees[] nodes = [bench.AddNode(), bench.AddNode()];
        PageId[] pages = [.. Enumerable.Range(0, 8).Select(_ => PageId.New())];
        foreach (var page in pages)
        {
            await AddAsync(nodes[0], page, "Page");
        }

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(person =>
                    Task.Run(async () =>
                    {
                        // The same story each time: the chance is in who is first.
                        for (var i = 1; i < 20; i++)
                        {
                            var from = ((person * 3) + i) % 8;
                            await MoveAsync(nodes[person % 2], pages[from], pages[(from + i) % 8]);
                        }
                    })
                )
        );

        var tree = await bench.Trees.GetAsync(Some.Team, default);
        Assert.Equal(
            pages.Select(page => page.Value).Order(),
            tree.InOrder().Select(page => page.Id.Value).Order()
        );
    }

    [Fact]
    public async Task What_one_node_changes_the_other_sees_at_its_next_look()
    {
        SpaceTrees[] nodes = [bench.AddNode(), bench.AddNode()];
        var page = PageId.New();
        await AddAsync(nodes[0], page, "Before");
        Assert.Equal("Before", (await nodes[1].FindAsync(page, default))?.Page.Title);

        await nodes[0]
            .ChangeAsync(Some.Team, Some.Ben, tree => tree.Rename(page, "After", null), default);

        Assert.Equal("After", (await nodes[1].FindAsync(page, default))?.Page.Title);
        Assert.Null(await nodes[1].FindAsync(PageId.New(), default));
    }

    [Fact]
    public async Task A_change_is_told_with_what_was_before_and_who_did_it()
    {
        var page = PageId.New();
        await AddAsync(bench.Trees, page, "Before");

        await bench.Trees.ChangeAsync(
            Some.Team,
            Some.Ben,
            tree => tree.Rename(page, "After", null),
            default
        );

        var told = bench.Events.OfType<PageEvent.Placed>().ToList();
        Assert.Equal(2, told.Count);
        Assert.Equal(
            (null, "Before", Some.Anna),
            (told[0].Before, told[0].After.Title, told[0].By)
        );
        Assert.Equal(
            ("Before", "After", Some.Ben),
            (told[1].Before?.Title, told[1].After.Title, told[1].By)
        );
    }

    [Fact]
    public async Task A_refusal_is_told_to_nobody_and_writes_nothing()
    {
        var change = await MoveAsync(bench.Trees, PageId.New(), PageId.New());

        Assert.IsType<TreeChange.Refused>(change);
        Assert.Empty(bench.Events);
        Assert.Equal(0, (await bench.Trees.GetAsync(Some.Team, default)).Revision);
    }

    private static Task<TreeChange> AddAsync(SpaceTrees trees, PageId page, string title) =>
        trees.ChangeAsync(
            Some.Team,
            Some.Anna,
            tree => tree.Add(page, title, null, null, "", Some.Anna, Some.Time),
            default
        );

    private static Task<TreeChange> MoveAsync(SpaceTrees trees, PageId page, PageId under) =>
        trees.ChangeAsync(Some.Team, Some.Anna, tree => tree.Move(page, under, null), default);
}
