using System.Collections.Immutable;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Live;

[Trait("layer", "unit")]
public sealed class PageSessionTests
{
    private readonly PageSession session = Open("hi");

    [Fact]
    public void Late_editors_keep_both_insertions()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));
        Push("ben", at: 0, Insert(2, 2, "!"));

        Assert.Equal("Ahi!", session.Text);
        Assert.Equal(new Revision(2), session.Revision);
    }

    [Fact]
    public void A_push_that_is_repeated_changes_nothing()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));

        Assert.Empty(Push("anna", at: 0, Insert(2, 0, "A")));

        Assert.Equal("Ahi", session.Text);
    }

    [Fact]
    public void A_push_that_repeats_one_update_and_brings_another_gives_the_other()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));
        Push("ben", at: 0, Insert(2, 2, "!"));

        var added = Push("anna", at: 0, Insert(2, 0, "A"), Insert(3, 1, "B"));

        Assert.Equal("ABhi!", session.Text);
        Assert.Equal(1, Assert.Single(added).Sequence);
    }

    [Fact]
    public void A_revision_that_does_not_exist_is_refused() =>
        Refused(PushRefusal.UnknownRevision, Try("anna", 1, [], 0, Insert(2, 0, "A")));

    [Fact]
    public void Changes_whose_lengths_do_not_fit_are_refused()
    {
        Refused(PushRefusal.BadChanges, Try("anna", 0, [], 0, Insert(3, 0, "A")));
        Refused(
            PushRefusal.BadChanges,
            Try("anna", 0, [], 0, Insert(2, 0, "A"), Insert(2, 0, "B"))
        );
        Assert.Equal("hi", session.Text);
    }

    [Fact]
    public void A_number_that_was_left_out_or_comes_with_other_changes_is_refused()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));

        Refused(PushRefusal.BadChanges, Try("anna", 1, [], 2, Insert(3, 0, "C")));
        Refused(
            PushRefusal.BadChanges,
            Try("anna", 0, session.Since(Revision.Zero), 0, Insert(2, 1, "other"))
        );
        Refused(PushRefusal.BadChanges, Try("anna", 1, [], 0, Insert(3, 0, "A")));
        Refused(PushRefusal.BadChanges, Try("ben", 1, [], -1, Insert(3, 0, "A")));
    }

    [Fact]
    public void Text_that_no_page_can_hold_is_refused()
    {
        Refused(PushRefusal.BadText, Try("anna", 0, [], 0, Insert(2, 0, "\0")));
        Refused(PushRefusal.BadText, Try("anna", 0, [], 0, Insert(2, 0, "\ud83d")));
        var emoji = Open("😀");
        var half = new LiveUpdate(
            Some.Client("anna"),
            0,
            Some.Anna,
            Some.Time,
            ChangeSet.Of(2, new Change(0, 1, ""))
        );
        Refused(PushRefusal.BadText, emoji.Push(Revision.Zero, [half], []));
    }

    [Fact]
    public void A_text_that_would_grow_too_long_is_refused()
    {
        Refused(
            PushRefusal.TooLarge,
            Try("anna", 0, [], 0, Insert(2, 0, new string('x', PageText.MaxBytes)))
        );
        Refused(
            PushRefusal.TooLarge,
            Try("anna", 0, [], 0, Insert(2, 0, new string('漢', PageText.MaxBytes / 2)))
        );
        Refused(
            PushRefusal.TooLarge,
            Try(
                "anna",
                0,
                [],
                0,
                [.. Enumerable.Range(2, PageSession.MaxPush + 1).Select(i => Insert(i, 0, "x"))]
            )
        );
    }

    [Fact]
    public void A_client_id_belongs_to_whoever_used_it_first()
    {
        Push("tab", at: 0, Insert(2, 0, "A"));

        Assert.False(session.IsTaken(Some.Client("tab"), Some.Anna));
        Assert.True(session.IsTaken(Some.Client("tab"), Some.Ben));
        Assert.False(session.IsTaken(Some.Client("other"), Some.Ben));
    }

    [Fact]
    public void A_session_opened_from_a_snapshot_still_knows_repetitions_and_authors()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));

        var again = new PageSession(session.ToSnapshot());

        Assert.Equal(("Ahi", new Revision(1)), (again.Text, again.Revision));
        Assert.Equal([Some.Anna], again.Authors);
        var repeated = new LiveUpdate(
            Some.Client("anna"),
            0,
            Some.Anna,
            Some.Time,
            Insert(2, 0, "A")
        );
        Assert.Empty(
            Assert
                .IsType<PushStep.Accepted>(
                    again.Push(Revision.Zero, [repeated], session.Since(Revision.Zero))
                )
                .Updates
        );
    }

    [Fact]
    public void A_version_that_is_made_of_the_draft_clears_the_authors()
    {
        Push("anna", at: 0, Insert(2, 0, "A"));

        session.Receive([
            new(ClientId.None, 0, Some.Anna, Some.Time, ChangeSet.Empty(3), new Version(2)),
        ]);

        Assert.Equal(new Version(2), session.Base);
        Assert.Empty(session.Authors);
    }

    [Fact]
    public void What_is_trimmed_is_below_the_floor()
    {
        for (var i = 0; i < 10; i++)
        {
            session.Receive([
                new(Some.Client("anna"), i, Some.Anna, Some.Time, Insert(2 + i, 0, "x")),
            ]);
        }

        session.Trim(keep: 3);

        Assert.Equal((new Revision(7), new Revision(10)), (session.Floor, session.Revision));
        Assert.Equal(3, session.Since(session.Floor).Count);
    }

    private static PageSession Open(string text) =>
        new(
            new DraftSnapshot
            {
                Revision = Revision.Zero,
                Text = text,
                Base = Version.First,
                Authors = [],
                Clients = ImmutableDictionary<ClientId, ClientMark>.Empty,
            }
        );

    private static ChangeSet Insert(int length, int at, string text) =>
        ChangeSet.Of(length, new Change(at, at, text));

    private IReadOnlyList<LiveUpdate> Push(string client, int at, params ChangeSet[] changes)
    {
        var step = Try(client, at, session.Since(new Revision(at)), 0, changes);
        var accepted = Assert.IsType<PushStep.Accepted>(step).Updates;
        session.Receive(accepted);
        return accepted;
    }

    private PushStep Try(
        string client,
        int at,
        IReadOnlyList<LiveUpdate> unseen,
        int firstNumber,
        params ChangeSet[] changes
    ) =>
        session.Push(
            new Revision(at),
            [
                .. changes.Select(
                    (change, i) =>
                        new LiveUpdate(
                            Some.Client(client),
                            firstNumber + i,
                            Some.Anna,
                            Some.Time,
                            change
                        )
                ),
            ],
            unseen
        );

    private static void Refused(PushRefusal why, PushStep step) =>
        Assert.Equal(why, Assert.IsType<PushStep.Refused>(step).Why);
}
