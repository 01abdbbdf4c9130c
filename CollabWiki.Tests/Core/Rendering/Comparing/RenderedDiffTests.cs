using CollabWiki.Core.Rendering.Comparing;

namespace CollabWiki.Tests.Core.Rendering.Comparing;

[Trait("layer", "unit")]
public sealed class RenderedDiffTests
{
    [Fact]
    public void A_changed_word_is_marked_where_it_stands() =>
        Assert.Equal(
            "<p>Wait <del data-change=\"0\">two</del><ins data-change=\"0\">three</ins> days.</p>",
            Compare("<p>Wait two days.</p>", "<p>Wait three days.</p>")
        );

    [Fact]
    public void Equal_texts_have_no_changes()
    {
        var page = RenderedDiff.Between("<p>One</p>\n<p>Two</p>", "<p>One</p>\n<p>Two</p>");

        Assert.Equal(0, page.Changes);
        Assert.All(page.Blocks, block => Assert.False(block.IsChanged));
    }

    [Fact]
    public void A_new_and_a_lost_paragraph_are_marked_whole()
    {
        var html = Compare("<p>Same</p><p>Old things go</p>", "<p>Fresh words come</p><p>Same</p>");

        Assert.Equal(
            "<p class=\"is-added\" data-change=\"0\">Fresh words come</p><p>Same</p><p class=\"is-removed\" data-change=\"1\">Old things go</p>",
            html
        );
    }

    [Fact]
    public void A_word_keeps_the_emphasis_and_the_link_that_it_stands_in() =>
        Assert.Equal(
            "<p>See <a href=\"/a\">the </a>"
                + "<a href=\"/a\"><strong><del data-change=\"0\">old</del></strong></a>"
                + "<a href=\"/a\"><strong><ins data-change=\"0\">new</ins></strong></a>"
                + "<a href=\"/a\"> plan</a> today.</p>",
            Compare(
                "<p>See <a href=\"/a\">the <strong>old</strong> plan</a> today.</p>",
                "<p>See <a href=\"/a\">the <strong>new</strong> plan</a> today.</p>"
            )
        );

    [Fact]
    public void A_cell_of_a_table_is_compared_in_its_cell()
    {
        Assert.Equal(
            "<table><tbody><tr><td>Errors</td><td><del data-change=\"0\">10</del><ins data-change=\"0\">20</ins></td></tr></tbody></table>",
            Compare(
                "<table><tbody><tr><td>Errors</td><td>10</td></tr></tbody></table>",
                "<table><tbody><tr><td>Errors</td><td>20</td></tr></tbody></table>"
            )
        );
    }

    [Fact]
    public void An_item_that_was_added_to_a_list_is_an_item() =>
        Assert.Equal(
            "<ul><li>One</li><li class=\"is-added\" data-change=\"0\">Two</li></ul>",
            Compare("<ul><li>One</li></ul>", "<ul><li>One</li><li>Two</li></ul>")
        );

    [Fact]
    public void The_same_words_in_other_clothes_are_marked_as_such() =>
        Assert.Equal(
            "<p class=\"is-restyled\" data-change=\"0\">So <em>it</em> is</p>",
            Compare("<p>So it is</p>", "<p>So <em>it</em> is</p>")
        );

    [Fact]
    public void What_was_removed_has_no_id_that_could_be_linked_to() =>
        Assert.DoesNotContain(
            "id=\"gone\"",
            Compare("<h2 id=\"gone\">Gone</h2><p>x</p>", "<p>x</p>")
        );

    [Fact]
    public void Text_stays_text() =>
        Assert.Equal(
            "<p>a &lt;<del data-change=\"0\">b</del><ins data-change=\"0\">script</ins>&gt; c</p>",
            Compare("<p>a &lt;b&gt; c</p>", "<p>a &lt;script&gt; c</p>")
        );

    [Fact]
    public void A_rewritten_book_is_compared_too()
    {
        static string Book(string word) =>
            string.Concat(
                Enumerable.Range(0, 3000).Select(i => $"<p>{word} {i} of the book, {word}.</p>")
            );

        var page = RenderedDiff.Between(Book("page"), Book("leaf"));

        Assert.True(page.Changes >= 3000);
    }

    private static string Compare(string before, string after) =>
        string.Concat(RenderedDiff.Between(before, after).Blocks.Select(block => block.Html));
}
