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
        Assert.Contains(merge.Regions, r => r.Sentence == "Different words of one sentence");
    }

    [Fact]
    public void Two_people_edit_two_sentences_of_one_paragraph()
    {
        var merge = ThreeWayMerge.Merge(
            "Cats purr. Dogs bark.\n",
            "Cats hiss. Dogs bark.\n",
            "Cats purr. Dogs growl.\n"
        );

        Assert.Equal("Cats hiss. Dogs growl.\n", merge.Text);
        Assert.Equal([MergeReason.OtherSentences, MergeReason.OtherSentences], Reasons(merge));
    }

    [Fact]
    public void The_same_change_is_taken_once()
    {
        var merge = ThreeWayMerge.Merge("a b\n", "a c\nnew\n", "a c\nnew\n");

        Assert.Equal("a c\nnew\n", merge.Text);
        Assert.Equal([MergeReason.Same], Reasons(merge));
    }

    [Fact]
    public void The_change_of_both_and_more_of_one_is_taken()
    {
        var merge = ThreeWayMerge.Merge(
            "It is wrong to declare a spawn var in code.\n",
            "It is wrong to declare a async var in code.\n",
            "It is wrong to declare an async var in code.\n"
        );

        Assert.Equal("It is wrong to declare an async var in code.\n", merge.Text);
        Assert.Equal([MergeReason.SameAndMore], Reasons(merge));
    }

    [Fact]
    public void The_same_word_changed_in_two_ways_is_for_a_person()
    {
        var merge = ThreeWayMerge.Merge("Meet at noon.\n", "Meet at one.\n", "Meet at two.\n");

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal(("noon", "one", "two"), (conflict.Base, conflict.Ours, conflict.Theirs));
        Assert.Equal((8, 12), (conflict.BaseFrom, conflict.BaseTo));
        Assert.Equal(MergeReason.SameWords, conflict.Reason);
        Assert.Equal("Meet at one.\n", merge.Text);
        Assert.Equal("Meet at one or two.\n", merge.Resolve(c => $"{c.Ours} or {c.Theirs}"));
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
        Assert.Equal("six\n", merge.Resolve(conflict => conflict.Theirs)[^4..]);
        Assert.Contains(
            "three",
            merge.Resolve(conflict => conflict.Theirs),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_conflict_holds_no_more_than_a_reader_would_draw()
    {
        const string kept =
            "A long paragraph that one side takes out and the other leaves as it is.\n\n";
        var merge = ThreeWayMerge.Merge(
            $"# Page\n\n{kept}The old words here.\n\n{kept}The end.\n",
            "# Page\n\nThe end.\n",
            $"# Page\n\n{kept}The new words here.\n\n{kept}The end.\n"
        );

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal("The old words here.", conflict.Base.Trim());
        Assert.Equal("", conflict.Ours);
        Assert.Equal("The new words here.", conflict.Theirs.Trim());
        Assert.Equal(MergeReason.DeletedAndChanged, conflict.Reason);
    }

    [Fact]
    public void Of_a_section_taken_out_only_the_lines_that_the_other_side_edited_are_in_conflict()
    {
        var merge = ThreeWayMerge.Merge(
            "# Page\n\n- one old\n- two\n- three old\n\nThe end.\n",
            "# Page\n\nThe end.\n",
            "# Page\n\n- one new\n- two\n- three new\n\nThe end.\n"
        );

        Assert.Equal(
            ["- one new", "- three new"],
            merge.Regions.Where(region => region.IsConflict).Select(c => c.Theirs.Trim())
        );
        Assert.Contains(
            merge.Regions,
            region => region.Base.Trim() == "- two" && region.Result?.Trim() is ""
        );
    }

    [Fact]
    public void Lines_that_stand_together_and_are_taken_out_one_by_each_side_are_both_gone()
    {
        var merge = ThreeWayMerge.Merge(
            "```\none\ntwo\nthree\n```\n",
            "```\ntwo\nthree\n```\n",
            "```\none\nthree\n```\n"
        );

        Assert.Equal("```\nthree\n```\n", merge.Text);
        Assert.Contains(
            merge.Regions,
            region => region.Sentence == "Each side took out other lines"
        );
    }

    [Fact]
    public void A_line_taken_out_that_the_other_side_rewrote_with_its_neighbour_is_for_a_person() =>
        Assert.True(
            ThreeWayMerge
                .Merge(
                    "```\none\ntwo\nthree\n```\n",
                    "```\ntwo\nthree\n```\n",
                    "```\nONE AND TWO\nthree\n```\n"
                )
                .HasConflicts
        );

    [Fact]
    public void Of_two_lines_that_are_alike_and_of_which_each_side_kept_one_neither_is_lost() =>
        Assert.True(
            ThreeWayMerge
                .Merge(
                    "- The red book of cats\n- The red book about cats\n",
                    "- The red book of cats\n",
                    "- The red book about cats\n"
                )
                .HasConflicts
        );

    [Fact]
    public void Around_a_deletion_white_space_that_the_other_side_took_out_shifts_nothing()
    {
        var merge = ThreeWayMerge.Merge(
            "# One, two\n\n- three and more words here\n- three four\n",
            "",
            "# One,two\n\n- three and more words here\n- three five\n"
        );

        Assert.Equal(
            ["# One,two", "- three five"],
            merge.Regions.Where(region => region.IsConflict).Select(c => c.Theirs.Trim())
        );
    }

    [Fact]
    public void What_both_added_alike_is_no_part_of_a_conflict()
    {
        var merge = ThreeWayMerge.Merge(
            "Start.\n",
            "Start.\n\n## Links\n\nHere is the first one.\n\nBye.\n",
            "Start.\n\n## Links\n\nSee the other page.\n\nBye.\n"
        );

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal("Here is the first one.", conflict.Ours.Trim());
        Assert.Equal("See the other page.", conflict.Theirs.Trim());
    }

    [Fact]
    public void Empty_texts_merge()
    {
        Assert.Equal("", ThreeWayMerge.Merge("", "", "").Text);
        Assert.Equal("a", ThreeWayMerge.Merge("", "a", "").Text);
        Assert.Equal("", ThreeWayMerge.Merge("a", "a", "").Text);
        Assert.True(ThreeWayMerge.Merge("", "a", "b").HasConflicts);
    }

    private static IEnumerable<MergeReason> Reasons(MergeReport merge) =>
        merge
            .Regions.Select(region => region.Reason)
            .Where(reason => reason != MergeReason.Unchanged);
}
