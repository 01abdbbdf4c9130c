using System.Diagnostics;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class PageTreeTests
{
    private readonly TreeStory story = new();

    [Fact]
    public void Pages_of_one_name_get_numbered_addresses()
    {
        story.Add("Notes");
        story.Add("Notes");
        story.Add("notes!");

        Assert.Equal(["notes", "notes-2", "notes-3"], story.Slugs());
    }

    [Fact]
    public void An_address_that_is_wished_for_and_in_use_is_refused()
    {
        story.Add("Notes");

        Refused(TreeRefusal.SlugTaken, story.TryAdd("Other", slug: "notes"));

        Assert.Equal(["notes"], story.Slugs());
    }

    public static TheoryData<string, TreeRefusal> BadTitles { get; } =
        new()
        {
            { "", TreeRefusal.TitleEmpty },
            { " \t\n ", TreeRefusal.TitleEmpty },
            { "\u200b\ufeff", TreeRefusal.TitleEmpty },
            { new string('x', 201), TreeRefusal.TitleTooLong },
            { "two\nlines", TreeRefusal.TitleMalformed },
            { "two\u2028lines", TreeRefusal.TitleMalformed },
            { "two\u2029lines", TreeRefusal.TitleMalformed },
            { "tab\tin it", TreeRefusal.TitleMalformed },
            { "nul\0", TreeRefusal.TitleMalformed },
            { "half \ud83d", TreeRefusal.TitleMalformed },
        };

    [Theory]
    [MemberData(nameof(BadTitles))]
    public void A_title_that_nobody_could_read_is_refused(string title, TreeRefusal why)
    {
        var page = story.Add("Good");

        Refused(why, story.TryAdd(title));
        Refused(why, story.Tree.Rename(page, title, slug: null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void A_title_of_1_to_200_characters_is_taken_without_the_space_around_it(int length)
    {
        var page = story.Add($"  {new string('x', length)}\n");

        Assert.Equal(new string('x', length), story[page].Title);
    }

    [Fact]
    public void A_title_of_any_characters_is_taken_or_refused() =>
        CsCheck.Check.Sample(
            Titles.Any,
            title =>
            {
                var change = PageTree
                    .Empty(Some.Team)
                    .Add(PageId.New(), title, null, null, "", Some.Anna, Some.Time);
                if (change is TreeChange.Changed changed)
                {
                    Assert.True(Slug.TryParse(changed.Page.Slug.Value, out _));
                }
            },
            iter: 2_000
        );

    [Fact]
    public void A_page_that_is_renamed_is_found_by_its_old_address_too()
    {
        var page = story.Add("Old");

        story.Rename(page, "New", "new");
        Assert.Equal(page, story.Find("new"));
        Assert.Equal(page, story.Find("old"));

        story.Rename(page, "Old again", "old");
        Assert.Equal("old", story[page].Slug.Value);
        Assert.Equal([Some.Slug("new")], story[page].FormerSlugs.AsEnumerable());
        Assert.Equal(page, story.Find("new"));
    }

    [Fact]
    public void A_title_alone_changes_without_the_address()
    {
        var page = story.Add("Old");

        story.Rename(page, "New", slug: null);

        Assert.Equal(("New", "old"), (story[page].Title, story[page].Slug.Value));
        Assert.Empty(story[page].FormerSlugs);
    }

    [Fact]
    public void An_address_that_a_page_gave_up_can_be_taken_by_a_new_one()
    {
        var renamed = story.Add("Plan");
        story.Rename(renamed, "Plan of last year", "plan-2025");

        var added = story.Add("Plan");

        Assert.Equal(added, story.Find("plan"));
        story.Trash(added);
        Assert.Equal(renamed, story.Find("plan"));
    }

    [Fact]
    public void An_address_that_two_pages_gave_up_leads_to_the_later_one_also_after_a_restart()
    {
        // The order in which a store gives the pages back is that of their ids, or any other: both must do.
        foreach (var laterFirst in new[] { false, true })
        {
            var own = new TreeStory();
            PageId[] ids = [PageId.New(), PageId.New()];
            var (first, second) = laterFirst ? (ids[1], ids[0]) : (ids[0], ids[1]);
            own.Add("Plan", id: first);
            own.Rename(first, "Older plan", "older");
            own.Add("Plan", id: second);
            own.Rename(second, "Newer plan", "newer");

            Assert.Equal(second, own.Find("plan"));
            foreach (var pages in new[] { own.Tree.All, own.Tree.All.Reverse() })
            {
                var read = PageTree.Empty(Some.Team).With(pages, own.Tree.Revision);
                Assert.Equal(second, read.Find(Some.Slug("plan"))?.Id);
            }
        }
    }

    [Fact]
    public void A_page_can_not_come_under_itself_or_what_is_below_it()
    {
        var page = story.Add("Page");
        var child = story.Add("Child", page);
        var grandchild = story.Add("Grandchild", child);

        Refused(TreeRefusal.UnderItself, story.Tree.Move(page, page, before: null));
        Refused(TreeRefusal.UnderItself, story.Tree.Move(page, child, before: null));
        Refused(TreeRefusal.UnderItself, story.Tree.Move(page, grandchild, before: null));
    }

    [Fact]
    public void A_page_moves_with_all_below_it_to_the_place_that_was_meant()
    {
        var a = story.Add("A");
        var b = story.Add("B");
        var c = story.Add("C");
        var below = story.Add("Below C", c);

        story.Move(c, under: null, before: a);
        Assert.Equal([c, a, b], story.Children(null));
        story.Move(c, under: null, before: b);
        Assert.Equal([a, c, b], story.Children(null));
        story.Move(a, under: null, before: null);
        Assert.Equal([c, b, a], story.Children(null));
        story.Move(c, under: b, before: null);
        Assert.Equal([b, a], story.Children(null));
        Assert.Equal([b, c], story.Tree.Ancestors(story[below]).Select(page => page.Id));
    }

    [Fact]
    public void A_place_beside_a_page_that_is_not_there_is_refused()
    {
        var a = story.Add("A");
        var b = story.Add("B");
        var below = story.Add("Below A", a);

        Refused(TreeRefusal.Stale, story.Tree.Move(b, parent: null, before: below));
        Refused(TreeRefusal.NoSuchParent, story.Tree.Move(b, PageId.New(), before: null));
        Refused(TreeRefusal.NoSuchPage, story.Tree.Move(PageId.New(), parent: a, before: null));
        Refused(TreeRefusal.NoSuchParent, story.TryAdd("C", PageId.New()));
    }

    [Fact]
    public void A_hundred_moves_into_one_gap_find_their_place()
    {
        var first = story.Add("First");
        var last = story.Add("Last");
        var moved = Enumerable.Range(0, 100).Select(i => story.Add($"Page {i}")).ToList();

        foreach (var page in moved)
        {
            story.Move(page, under: null, before: last);
            story.Check();
        }

        Assert.Equal([first, .. moved, last], story.Children(null));
    }

    [Fact]
    public void What_is_below_a_trashed_page_goes_and_comes_back_with_it()
    {
        var page = story.Add("Page");
        var child = story.Add("Child", page);
        var grandchild = story.Add("Grandchild", child);

        story.Trash(page);
        Assert.Empty(story.Tree.InOrder());
        Assert.Equal([page], story.Tree.Trash().Select(trashed => trashed.Id));
        Assert.Null(story.Find("grandchild"));
        Refused(TreeRefusal.NoSuchParent, story.TryAdd("New", child));
        Refused(TreeRefusal.NoSuchPage, story.Tree.Rename(child, "Other", slug: null));
        Refused(TreeRefusal.NoSuchPage, story.Tree.Move(grandchild, parent: null, before: null));
        Refused(TreeRefusal.NoSuchPage, story.Tree.Trashed(child, Some.Anna, Some.Time));
        Refused(TreeRefusal.NotTrashed, story.Tree.Restored(child));

        story.Restore(page);
        Assert.Equal([page, child, grandchild], story.Tree.InOrder().Select(live => live.Id));
        Assert.Equal(grandchild, story.Find("grandchild"));
        Assert.Null(story[page].TrashedBy);
    }

    [Fact]
    public void What_was_trashed_before_the_page_above_it_stays_in_the_trash()
    {
        var page = story.Add("Page");
        var child = story.Add("Child", page);
        story.Trash(child);
        story.Trash(page);

        story.Restore(page);

        Assert.Equal([page], story.Tree.InOrder().Select(live => live.Id));
        Assert.Equal([child], story.Tree.Trash().Select(trashed => trashed.Id));
    }

    [Fact]
    public void A_page_whose_address_was_taken_meanwhile_comes_back_with_a_number()
    {
        var old = story.Add("Notes");
        story.Trash(old);
        var taker = story.Add("Notes");
        Assert.Equal("notes", story[taker].Slug.Value);

        story.Restore(old);

        Assert.Equal("notes-2", story[old].Slug.Value);
        Assert.Equal(taker, story.Find("notes"));
    }

    [Fact]
    public void A_page_comes_back_at_the_top_when_the_page_above_it_is_gone()
    {
        var page = story.Add("Page");
        var child = story.Add("Child", page);
        var below = story.Add("Below", child);
        story.Trash(child);
        story.Trash(page);

        story.Restore(child);

        Assert.Equal([child, below], story.Tree.InOrder().Select(live => live.Id));
        Assert.Null(story[child].Parent);
        story.Restore(page);
        Assert.Equal(2, story.Children(null).Count());
    }

    [Fact]
    public void Pages_nest_32_levels_deep_and_no_deeper()
    {
        PageId? deepest = null;
        for (var level = 1; level <= PageTree.MaxDepth; level++)
        {
            deepest = story.Add($"Level {level}", deepest);
        }
        Assert.Equal(31, story.Tree.Ancestors(story[deepest!.Value]).Count);

        Refused(TreeRefusal.TooDeep, story.TryAdd("Level 33", deepest));
        var pair = story.Add("Pair");
        story.Add("Below", pair);
        var level31 = story[deepest.Value].Parent;
        Refused(TreeRefusal.TooDeep, story.Tree.Move(pair, level31, before: null));
        story.Move(pair, story[level31!.Value].Parent, before: null);
    }

    [Fact]
    public void Whatever_happens_each_live_page_has_one_place_and_one_address() =>
        CsCheck.Check.Sample(TreeStory.Steps, steps => new TreeStory().Play(steps), iter: 300);

    [Fact]
    public void Ten_thousand_pages_are_added_one_by_one_in_no_time()
    {
        // A loop over all pages in each step takes minutes: the limit is no measure of speed, it catches that.
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++)
        {
            story.Add($"Page {i}");
        }

        Assert.Equal(10_000, story.Children(null).Count());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Finding_an_address_for_one_more_page_of_a_name_does_not_ask_all_of_that_name()
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++)
        {
            story.Add("Untitled");
        }

        Assert.Equal(10_000, story.Slugs().Distinct().Count());
        Assert.Equal("untitled-10000", story.Slugs().Last());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Each_refusal_is_a_sentence() =>
        Assert.All(
            Enum.GetValues<TreeRefusal>(),
            refusal => Assert.EndsWith(".", refusal.Explain(), StringComparison.Ordinal)
        );

    private static void Refused(TreeRefusal why, TreeChange change) =>
        Assert.Equal(why, Assert.IsType<TreeChange.Refused>(change).Why);
}
