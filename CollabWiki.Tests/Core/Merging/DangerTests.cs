using CollabWiki.Core.Merging;

namespace CollabWiki.Tests.Core.Merging;

/// <summary>What is never settled by itself, and what stands just on the other side of each rule.</summary>
[Trait("layer", "unit")]
public sealed class DangerTests
{
    [Theory]
    [InlineData("a b c d e", "A b c d e", "a b c d E", false)]
    [InlineData("a b c d", "A b c d", "a b c D", true)]
    public void Three_words_keep_two_edits_of_one_sentence_apart(
        string text,
        string ours,
        string theirs,
        bool conflict
    ) => Assert.Equal(conflict, Conflicts(text, ours, theirs));

    [Theory]
    [InlineData("one\ntwo", "One\ntwo", "one\nTwo", true)]
    [InlineData("- one\n- two", "- One\n- two", "- one\n- Two", false)]
    [InlineData("# one\ntwo", "# One\ntwo", "# one\nTwo", false)]
    [InlineData("one\n\ntwo", "One\n\ntwo", "one\n\nTwo", false)]
    public void The_end_of_an_item_or_a_paragraph_keeps_edits_apart_and_a_mere_line_break_does_not(
        string text,
        string ours,
        string theirs,
        bool conflict
    ) => Assert.Equal(conflict, Conflicts(text, ours, theirs));

    [Fact]
    public void A_number_takes_its_whole_sentence_along()
    {
        const string text = "Take 2 spoons of sugar and stir it slowly.";

        Assert.True(
            Conflicts(
                text,
                "Take 3 spoons of sugar and stir it slowly.",
                "Take 2 spoons of sugar and stir it quickly."
            )
        );
        Assert.False(
            Conflicts(
                text,
                "Add 2 spoons of sugar and stir it slowly.",
                "Take 2 spoons of sugar and stir it quickly."
            )
        );
    }

    [Theory]
    [InlineData(
        "You must always close the door behind you.",
        "You must not always close the door behind you.",
        "You must always close the door behind us."
    )]
    [InlineData(
        "Man darf die Tür immer offen lassen heute.",
        "Man darf die Tür nie offen lassen heute.",
        "Frau darf die Tür immer offen lassen heute."
    )]
    public void A_negation_takes_its_whole_sentence_along(
        string text,
        string ours,
        string theirs
    ) => Assert.True(Conflicts(text, ours, theirs));

    [Fact]
    public void Deleting_what_the_other_edits_is_a_conflict() =>
        Assert.True(
            Conflicts("keep\nan old line\nkeep\n", "keep\nkeep\n", "keep\nan edited line\nkeep\n")
        );

    [Fact]
    public void A_block_added_right_behind_a_line_whose_end_the_other_edits_is_a_conflict()
    {
        const string text = "- [Docs](https://a.example)\n";

        Assert.True(
            Conflicts(
                text,
                "- [Docs](https://b.example)\n",
                text + "- [Forum](https://f.example)\n"
            )
        );
        Assert.False(
            Conflicts(
                "- Docs are at the usual place on the site\n",
                "- Guides are at the usual place on the site\n",
                "- Docs are at the usual place on the site\n- Forum\n"
            )
        );
    }

    [Fact]
    public void Two_blocks_at_one_place_are_a_conflict()
    {
        var merge = ThreeWayMerge.Merge("- a\n- z\n", "- a\n- b\n- z\n", "- a\n- c\n- z\n");

        var conflict = Assert.Single(merge.Regions, region => region.IsConflict);
        Assert.Equal(
            ("", "- b", "- c"),
            (conflict.Base, conflict.Ours.Trim(), conflict.Theirs.Trim())
        );
        Assert.Equal(MergeReason.BothAdded, conflict.Reason);
    }

    [Fact]
    public void Lines_of_code_are_one_word_each()
    {
        const string text = "```\nint a = b + c + d + e + f;\n```\n";

        var merge = ThreeWayMerge.Merge(
            text,
            text.Replace("int", "var", StringComparison.Ordinal),
            text.Replace('f', 'g')
        );

        Assert.Equal(MergeReason.Code, Assert.Single(merge.Regions, r => r.IsConflict).Reason);
    }

    [Fact]
    public void An_address_is_one_word() =>
        Assert.True(
            Conflicts(
                "[x](https://a.example/b/c/d/e/f)",
                "[x](https://z.example/b/c/d/e/f)",
                "[x](https://a.example/b/c/d/e/g)"
            )
        );

    [Fact]
    public void A_word_that_both_took_out_and_one_put_elsewhere_is_not_trusted()
    {
        const string text = "the sea\nwas green and cold and deep at noon\n\nend\n";

        var merge = ThreeWayMerge.Merge(
            text,
            "the land\nwas green and cold and deep at night\n\nend\n\nsea\n",
            "the land\nwas blue and cold and deep at noon\n\nend\n"
        );

        Assert.All(
            merge.Regions.Where(region => region.IsConflict),
            region => Assert.Equal(MergeReason.Unbalanced, region.Reason)
        );
        Assert.True(merge.HasConflicts);
    }

    private static bool Conflicts(string text, string ours, string theirs)
    {
        var conflicts = ThreeWayMerge.Merge(text, ours, theirs).HasConflicts;
        Assert.Equal(conflicts, ThreeWayMerge.Merge(text, theirs, ours).HasConflicts);
        return conflicts;
    }
}
