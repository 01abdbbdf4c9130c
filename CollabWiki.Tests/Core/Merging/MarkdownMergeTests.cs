using CollabWiki.Core.Merging;

namespace CollabWiki.Tests.Core.Merging;

[Trait("layer", "unit")]
public sealed class MarkdownMergeTests
{
    private static readonly MergeOptions Union = new() { UnitesListItems = true };

    [Fact]
    public void Cells_of_one_row_merge() =>
        Merges(
            "| a | b |\n| --- | --- |\n| one | two |\n",
            "| a | b |\n| --- | --- |\n| uno | two |\n",
            "| a | b |\n| --- | --- |\n| one | due |\n",
            "| a | b |\n| --- | --- |\n| uno | due |\n"
        );

    [Fact]
    public void A_table_laid_out_anew_takes_an_edit_of_a_cell() =>
        Merges(
            "| a | b |\n| --- | --- |\n| one | two |\n",
            "| a   | b   |\n| ----- | ----- |\n| one | two |\n",
            "| a | c |\n| --- | --- |\n| one | two |\n",
            "| a   | c |\n| ----- | ----- |\n| one | two |\n"
        );

    [Fact]
    public void Keys_of_front_matter_merge_side_by_side() =>
        Merges(
            "---\ntitle: Cats\nstatus: draft\n---\n",
            "---\ntitle: Dogs\nstatus: draft\n---\n",
            "---\ntitle: Cats\nstatus: final\n---\n",
            "---\ntitle: Dogs\nstatus: final\n---\n"
        );

    [Fact]
    public void A_paragraph_laid_out_anew_takes_an_edit_of_its_words() =>
        Merges(
            "The quick brown fox jumps\nover the lazy dog and sleeps\nfor a while.\n",
            "The quick brown fox jumps over the\nlazy dog and sleeps for a\nwhile.\n",
            "The quick brown fox jumps\nover the lazy cat and sleeps\nfor a while.\n",
            "The quick brown fox jumps over the\nlazy cat and sleeps for a\nwhile.\n"
        );

    [Fact]
    public void White_space_at_line_ends_gives_way_to_words() =>
        Merges("A word.  \n", "A word.\n", "Another word.  \n", "Another word.\n");

    [Fact]
    public void Both_sides_insert_list_items()
    {
        const string text = "- alpha\n- omega\n";

        var merge = ThreeWayMerge.Merge(
            text,
            "- alpha\n- one\n- omega\n",
            "- alpha\n- two\n- omega\n",
            Union
        );

        Assert.Equal("- alpha\n- one\n- two\n- omega\n", merge.Text);
        Assert.Contains(merge.Regions, region => region.Sentence == "Both added list items");
    }

    [Fact]
    public void A_sorted_list_stays_sorted()
    {
        var merge = ThreeWayMerge.Merge(
            "- ant\n- bee\n- yak\n",
            "- ant\n- bee\n- eel\n- yak\n",
            "- ant\n- bee\n- cat\n- owl\n- yak\n",
            Union
        );

        Assert.Equal("- ant\n- bee\n- cat\n- eel\n- owl\n- yak\n", merge.Text);
    }

    [Fact]
    public void A_list_that_is_sorted_says_itself_where_items_go() =>
        Merges(
            "- ant\n- bee\n- yak\n",
            "- ant\n- bee\n- eel\n- yak\n",
            "- ant\n- bee\n- cat\n- owl\n- yak\n",
            "- ant\n- bee\n- cat\n- eel\n- owl\n- yak\n"
        );

    [Fact]
    public void Numbers_in_items_are_sorted_as_numbers() =>
        Merges(
            "- rule 7\n- rule 8\n- rule 700\n",
            "- rule 7\n- rule 8\n- rule 90\n- rule 700\n",
            "- rule 7\n- rule 8\n- rule 100\n- rule 700\n",
            "- rule 7\n- rule 8\n- rule 90\n- rule 100\n- rule 700\n"
        );

    [Theory]
    [InlineData("- yak\n- ant\n- bee\n", "not sorted")]
    [InlineData("- ant\n- bee\n", "too short to tell")]
    public void Of_other_lists_only_a_person_knows_the_order(string list, string why) =>
        Assert.True(
            ThreeWayMerge.Merge(list, list + "- cow\n", list + "- dog\n").HasConflicts,
            why
        );

    [Fact]
    public void Both_sides_insert_rows_of_a_table_and_definitions_of_links()
    {
        Assert.Equal(
            "| a | b |\n|---|---|\n| x | y |\n| one | two |\n| uno | due |\n",
            ThreeWayMerge
                .Merge(
                    "| a | b |\n|---|---|\n| x | y |\n",
                    "| a | b |\n|---|---|\n| x | y |\n| one | two |\n",
                    "| a | b |\n|---|---|\n| x | y |\n| uno | due |\n",
                    Union
                )
                .Text
        );
        Assert.Equal(
            "See [a].\n\n[a]: https://a.example\n[c]: https://c.example\n[b]: https://b.example\n",
            ThreeWayMerge
                .Merge(
                    "See [a].\n\n[a]: https://a.example\n",
                    "See [a].\n\n[a]: https://a.example\n[c]: https://c.example\n",
                    "See [a].\n\n[a]: https://a.example\n[b]: https://b.example\n",
                    Union
                )
                .Text
        );
    }

    [Fact]
    public void Items_of_a_numbered_list_are_whole_items()
    {
        const string list = "1. One thing\n1. Other words\n1. Aaa\n";

        var merge = ThreeWayMerge.Merge(
            list,
            list + "1. Red birds: sing\n",
            list + "1. Blue cars: drive\n",
            Union
        );

        Assert.Equal(list + "1. Red birds: sing\n1. Blue cars: drive\n", merge.Text);
    }

    [Theory]
    [InlineData(
        "- [Cats, a guide](https://c.example/guide)\n",
        "- [All about felines](https://c.example/guide) for everybody\n"
    )]
    [InlineData("- The red book of cats\n", "- The red book of dogs\n")]
    [InlineData("- one\n", "A paragraph.\n")]
    public void Items_that_are_nearly_the_same_or_no_items_stay_a_conflict(
        string ours,
        string theirs
    ) =>
        Assert.True(
            ThreeWayMerge
                .Merge("- a\n\nend\n", $"- a\n{ours}\nend\n", $"- a\n{theirs}\nend\n", Union)
                .HasConflicts
        );

    [Theory]
    [InlineData(
        "A\n\nCats sleep all day long.\n\nB\n\nC\n",
        "A\n\nB\n\nC\n\nCats sleep all day long.\n"
    )]
    [InlineData(
        "- Cats sleep all day long.\n- b\n- c\n- d\n",
        "- b\n- c\n- d\n- Cats sleep all day long.\n"
    )]
    [InlineData(
        "## A\n\na\n\n## B\n\nCats sleep all day long.\n\n## C\n",
        "## B\n\nCats sleep all day long.\n\n## A\n\na\n\n## C\n"
    )]
    public void An_edit_goes_where_the_other_side_moved_its_lines(string text, string moved)
    {
        var edited = text.Replace("sleep", "dream", StringComparison.Ordinal);
        var merged = moved.Replace("sleep", "dream", StringComparison.Ordinal);

        Merges(text, moved, edited, merged);
    }

    [Theory]
    [InlineData("Cats sleep.", "Cats sleep.")]
    [InlineData("Cats sleep all day long.", "Cats sleep all night long.")]
    [InlineData("Cats sleep all day long.", "Cats sleep all day long.\n\nCats sleep all day long.")]
    public void Lines_that_are_short_or_changed_or_there_twice_are_not_known_again(
        string line,
        string moved
    ) =>
        Assert.True(
            ThreeWayMerge
                .Merge(
                    $"A\n\n{line}\n\nB\n\nC\n",
                    $"A\n\nB\n\nC\n\n{moved}\n",
                    $"A\n\n{line.Replace("sleep", "dream", StringComparison.Ordinal)}\n\nB\n\nC\n"
                )
                .HasConflicts
        );

    [Fact]
    public void Where_both_wrote_one_blank_line_is_enough() =>
        Merges(
            "Cats purr.\nDogs bark at night.\n",
            "Cats purr.\n\n\nDogs bark at night.\n",
            "Cats purr.\nDogs howl at night.\n",
            "Cats purr.\n\nDogs howl at night.\n"
        );

    [Fact]
    public void Blank_lines_of_a_text_that_has_them_stay() =>
        Merges(
            "Cats purr.\n\n\nDogs bark at night.\n",
            "Cats purr.\n\n\nDogs bark at noon.\n",
            "Cats hiss.\n\n\nDogs bark at night.\n",
            "Cats hiss.\n\n\nDogs bark at noon.\n"
        );

    [Fact]
    public void Added_lines_never_go_on_with_a_last_line_that_has_no_end() =>
        Merges(
            "some",
            "alpha beta gamma delta",
            "alpha beta gamma\n\nOther line here\n",
            "alpha beta gamma delta\n\nOther line here\n"
        );

    [Fact]
    public void Scripts_without_spaces_merge_by_their_signs() =>
        Merges(
            "今日は本を読む。明日は海に行く。\n",
            "今日は紙を読む。明日は海に行く。\n",
            "今日は本を読む。明日は山に行く。\n",
            "今日は紙を読む。明日は山に行く。\n"
        );

    private static void Merges(string text, string ours, string theirs, string merged)
    {
        Assert.Equal(merged, Settled(text, ours, theirs));
        Assert.Equal(merged, Settled(text, theirs, ours));
    }

    private static string Settled(string text, string ours, string theirs)
    {
        var merge = ThreeWayMerge.Merge(text, ours, theirs);
        Assert.DoesNotContain(merge.Regions, region => region.IsConflict);
        return merge.Text;
    }
}
