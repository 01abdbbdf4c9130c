using CollabWiki.Core.Merging;

namespace CollabWiki.Tests.Core.Merging;

[Trait("layer", "unit")]
public sealed class ThreeWayMergeTests
{
    [Fact]
    public void Two_people_edit_two_paragraphs()
    {
        var merge = ThreeWayMerge.Merge(
            "First one.\n\nSecond one.\n",
            "First two.\n\nSecond one.\n",
            "First one.\n\nSecond three.\n"
        );

        Assert.Equal("First two.\n\nSecond three.\n", merge.Text);
        Assert.Equal([MergeReason.OnlyOurs, MergeReason.OnlyTheirs], Reasons(merge));
    }

    [Fact]
    public void Two_people_edit_far_words_of_one_line()
    {
        var merge = ThreeWayMerge.Merge(
            "The quick brown fox jumps over the lazy dog.",
            "The slow brown fox jumps over the lazy dog.",
            "The quick brown fox jumps over the lazy cat."
        );

        Assert.Equal("The slow brown fox jumps over the lazy cat.", merge.Text);
        Assert.Equal([MergeReason.OtherWords, MergeReason.OtherWords], Reasons(merge));
        Assert.Contains(merge.Regions, r => r.Sentence == "Different words of one paragraph");
    }

    [Theory]
    [InlineData("one two three four five", "1 two three four five", "one two three four 5", false)]
    [InlineData("one two three four", "1 two three four", "one two three 4", true)]
    [InlineData("one\ntwo", "1\ntwo", "one\n2", true)]
    [InlineData("one\n- two", "1\n- two", "one\n- 2", true)]
    [InlineData("one\nis two", "1\nis two", "one\nis 2", false)]
    [InlineData("one\n\ntwo", "1\n\ntwo", "one\n\n2", false)]
    [InlineData("[one](https://a.b/c/d)", "[1](https://a.b/c/d)", "[one](https://a.b/c/x)", true)]
    public void Edits_settle_across_three_words_or_a_line_or_a_line_break_and_a_word(
        string text,
        string ours,
        string theirs,
        bool conflict
    ) => Assert.Equal(conflict, ThreeWayMerge.Merge(text, ours, theirs).HasConflicts);

    [Fact]
    public void The_same_change_is_taken_once()
    {
        var merge = ThreeWayMerge.Merge("a b\n", "a c\nnew\n", "a c\nnew\n");

        Assert.Equal("a c\nnew\n", merge.Text);
        Assert.Equal([MergeReason.Same], Reasons(merge));
    }

    [Fact]
    public void The_same_word_changed_in_two_ways_is_for_a_person()
    {
        var merge = ThreeWayMerge.Merge("Meet at noon.\n", "Meet at one.\n", "Meet at two.\n");

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal(("noon", "one", "two"), (conflict.Base, conflict.Ours, conflict.Theirs));
        Assert.Equal((8, 12), (conflict.BaseFrom, conflict.BaseTo));
        Assert.Null(conflict.Result);
        Assert.Equal("Meet at one.\n", merge.Text);
        Assert.Equal("Meet at one or two.\n", merge.Resolve(c => $"{c.Ours} or {c.Theirs}"));
    }

    [Fact]
    public void Deleting_what_the_other_edits_is_a_conflict()
    {
        var merge = ThreeWayMerge.Merge(
            "keep\nan old line\nkeep\n",
            "keep\nkeep\n",
            "keep\nan edited line\nkeep\n"
        );

        Assert.True(merge.HasConflicts);
    }

    [Fact]
    public void Two_items_at_one_place_are_a_conflict()
    {
        var merge = ThreeWayMerge.Merge("- a\n- z\n", "- a\n- b\n- z\n", "- a\n- c\n- z\n");

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal(("", "- b\n", "- c\n"), (conflict.Base, conflict.Ours, conflict.Theirs));
    }

    [Fact]
    public void Every_change_of_one_side_is_kept_when_the_other_changes_between_them() // DiffPlex loses two of these
    {
        var merge = ThreeWayMerge.Merge(
            "1\n2\n3\n4\n5\n6\n",
            "1\nX\nY\nZ\n5\n6\n",
            "1\n2\nthree\n4\n5\nsix\n"
        );

        Assert.True(merge.HasConflicts);
        Assert.Equal("1\n2\nthree\n4\n5\nsix\n", merge.Resolve(conflict => conflict.Theirs));
    }

    [Fact]
    public void A_change_is_held_against_all_near_changes_of_the_other_side()
    {
        // Ours changes the start and the end; the nearer one must not hide the other.
        var merge = ThreeWayMerge.Merge(" word", "a\nword b", " word\r");

        var conflict = Assert.Single(merge.Regions);
        Assert.Equal(
            (" word", "a\nword b", " word\r"),
            (conflict.Base, conflict.Ours, conflict.Theirs)
        );
    }

    [Fact]
    public void Empty_texts_merge()
    {
        Assert.Equal("", ThreeWayMerge.Merge("", "", "").Text);
        Assert.Equal("a", ThreeWayMerge.Merge("", "a", "").Text);
        Assert.Equal("", ThreeWayMerge.Merge("a", "a", "").Text);
        Assert.True(ThreeWayMerge.Merge("", "a", "b").HasConflicts);
    }

    private static IEnumerable<MergeReason> Reasons(MergeResult merge) =>
        merge
            .Regions.Select(region => region.Reason)
            .Where(reason => reason != MergeReason.Unchanged);
}
