using CollabWiki.Core.Editing;

namespace CollabWiki.Tests.Core.Editing;

[Trait("layer", "unit")]
public sealed class ChangeSetTests
{
    [Fact]
    public void Late_editor_keeps_both_insertions()
    {
        var ours = ChangeSet.Of(2, new Change(0, 0, "A"));
        var theirs = ChangeSet.Of(2, new Change(2, 2, "!"));

        Assert.Equal("Ahi!", ours.Compose(theirs.Map(ours)).Apply("hi"));
    }

    [Fact]
    public void At_one_place_the_other_stands_first_unless_told_otherwise()
    {
        var ours = ChangeSet.Of(2, new Change(1, 1, "A"));
        var theirs = ChangeSet.Of(2, new Change(1, 1, "B"));

        Assert.Equal("hBAi", ours.Map(theirs).Apply(theirs.Apply("hi")));
        Assert.Equal("hABi", ours.Map(theirs, before: true).Apply(theirs.Apply("hi")));
    }

    [Fact]
    public void An_edit_inside_deleted_text_keeps_what_it_inserted()
    {
        var cut = ChangeSet.Of(5, new Change(0, 5, ""));
        var word = ChangeSet.Of(5, new Change(2, 3, "new"));

        Assert.Equal("new", word.Map(cut).Apply(cut.Apply("12345")));
    }

    [Fact]
    public void Changes_that_touch_are_reported_as_one()
    {
        var edit = ChangeSet.Of(
            6,
            new Change(1, 2, "x"),
            new Change(2, 2, "yz"),
            new Change(4, 5, "")
        );

        Assert.Equal(
            [new ChangedRange(1, 2, 1, 4, "xyz"), new ChangedRange(4, 5, 6, 6, "")],
            edit.Changes
        );
    }

    [Fact]
    public void Nothing_changed_is_empty()
    {
        Assert.True(ChangeSet.Empty(0).IsEmpty);
        Assert.True(ChangeSet.Empty(7).IsEmpty);
        Assert.True(ChangeSet.Of(7, new Change(3, 3, "")).IsEmpty);
        Assert.False(ChangeSet.Of(7, new Change(3, 4, "")).IsEmpty);
        Assert.Empty(ChangeSet.Empty(7).Changes);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(2, 6)]
    public void A_change_outside_the_text_is_refused(int from, int to) =>
        Assert.Throws<ArgumentException>(() => ChangeSet.Of(5, new Change(from, to, "")));

    [Fact]
    public void Changes_out_of_order_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
            ChangeSet.Of(5, new Change(3, 4, ""), new Change(2, 3, ""))
        );

    [Fact]
    public void Another_text_is_refused()
    {
        var edit = ChangeSet.Of(5, new Change(0, 5, "longer"));
        var other = ChangeSet.Empty(4);

        Assert.Throws<ArgumentException>(() => edit.Apply("four"));
        Assert.Throws<ArgumentException>(() => edit.Invert("four"));
        Assert.Throws<ArgumentException>(() => edit.Map(other));
        Assert.Throws<ArgumentException>(() => edit.Compose(ChangeSet.Empty(5)));
        Assert.Throws<ArgumentException>(() => edit.LeavesLoneSurrogate("four"));
        Assert.Throws<ArgumentOutOfRangeException>(() => edit.MapPosition(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => edit.MapPosition(-1));
    }

    [Fact]
    public void Half_a_pair_may_be_replaced_by_another_half() // 😀 becomes 😁
    {
        var edit = ChangeSet.Of(2, new Change(1, 2, "\ude01"));

        Assert.False(edit.LeavesLoneSurrogate("😀"));
        Assert.True(ChangeSet.Of(2, new Change(1, 2, "")).LeavesLoneSurrogate("😀"));
        Assert.True(ChangeSet.Of(0, new Change(0, 0, "\ud83d")).LeavesLoneSurrogate(""));
    }

    [Fact]
    public void Many_pieces_compose_in_linear_time()
    {
        const int pieces = 200_000;
        var paste = ChangeSet.Of(0, new Change(0, 0, new string('x', pieces)));
        var edits = ChangeSet.Of(
            pieces,
            [.. Enumerable.Range(0, pieces / 2).Select(i => new Change(2 * i, 2 * i, "y"))]
        );

        // Quadratic copying would take minutes here.
        Assert.Equal(pieces * 3 / 2, paste.Compose(edits).Apply("").Length);
    }
}
