using CollabWiki.Core.Activity;
using CollabWiki.Core.Live;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using CsCheck;

namespace CollabWiki.Tests.Core.Moving;

[Trait("layer", "unit")]
public sealed class MovingTests : IAsyncDisposable
{
    private readonly TempDatabase first = new(inMemory: true);
    private readonly TempDatabase second = new(inMemory: true);

    private WikiStores From => StoreSetup.Of(first.Database);

    private WikiStores To => StoreSetup.Of(second.Database);

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Everything_moves_and_stays_as_it_is()
    {
        var wiki = new MovableWiki(From, 1);
        await wiki.FillAsync();
        var before = await WikiDump.OfAsync(From);

        var report = await MovingStory.MoveWellAsync(From, To);

        Assert.Equal(before, await WikiDump.OfAsync(To));
        Assert.Equal(before, await WikiDump.OfAsync(From));
        Assert.All(report.Kinds, kind => Assert.Equal(kind.Source, kind.Target));
        var things = report.Kinds.ToDictionary(kind => kind.Name, kind => kind.Source.Things);
        Assert.Equal(3, things["accounts"]);
        Assert.Equal((2, 2), (things["spaces"], things["trees"]));
        Assert.Equal((wiki.Pages.Count, 4), (things["versions"], things["drafts"]));
        Assert.Equal((3, 1, 2), (things["files"], things["protection keys"], things["settings"]));
        Assert.Equal((1, 2), (things["audit trail"], things["access tokens"]));
    }

    [Fact]
    public async Task The_audit_trail_says_in_the_target_what_it_said_and_goes_on()
    {
        var wiki = new MovableWiki(From, 9, isSmall: true);
        await wiki.FillAsync();
        await using var bench = new AuditBench(To.Audit);
        // As if somebody had been at the source: no evidence is lost on the way.
        await first.Database.WriteAsync(
            db => db.Execute("delete from audit_entry where number = 5"),
            default
        );
        var before = await new AuditVerifier(From.Audit).VerifyAsync(null, null, default);

        await MovingStory.MoveWellAsync(From, To);

        var after = await bench.VerifyAsync();
        Assert.NotEmpty(before.Flaws);
        Assert.Equal(before.Flaws, after.Flaws);
        Assert.Equal(
            (before.Count, before.Last, before.Seal),
            (after.Count, after.Last, after.Seal)
        );
        await bench.RecordAsync(1);
        Assert.Equal(6, (await To.Audit.GetHeadAsync(default)).Number);
    }

    [Fact]
    public async Task Who_signs_in_while_the_trail_is_copied_is_recorded_in_the_source_alone()
    {
        var wiki = new MovableWiki(From, 10, isSmall: true);
        await wiki.FillAsync();
        var before = await From.Audit.GetHeadAsync(default);
        var signIns = new SignIns(wiki);

        var result = await MovingStory.Mover.MoveAsync(From, To, signIns, default);

        Assert.IsType<MoveResult.Moved>(result);
        var (source, target) = (
            await From.Audit.ReadAsync(0, 10_000, default),
            await To.Audit.ReadAsync(0, 10_000, default)
        );
        Assert.Equal((before.Number, before.Number + 4), (target[^1].Number, source[^1].Number));
        Assert.Equal(source.Take(target.Count), target);
        Assert.Equal(target[^1].Head, await To.Audit.GetHeadAsync(default));
    }

    [Theory]
    [InlineData(
        "update audit_entry set body = replace(body, 'Anna', 'Ben') || ' ' where number = 5"
    )]
    [InlineData("delete from audit_entry where number = 5")]
    public async Task A_trail_that_was_spoilt_on_the_way_is_found(string sql)
    {
        await new MovableWiki(From, 11, isSmall: true).FillAsync();
        await MovingStory.MoveWellAsync(From, To);
        await second.Database.WriteAsync(db => db.Execute(sql), default);
        await MarkUnfinishedAsync();

        var result = await MovingStory.MoveAsync(From, To);

        var line = Assert.Single(Assert.IsType<MoveResult.Different>(result).Report.Differences);
        Assert.StartsWith("audit trail: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_with_an_audit_trail_of_its_own_is_left_alone()
    {
        await new MovableWiki(From, 12, isSmall: true).FillAsync();
        await new MovableWiki(To, 13).RecordAsync(1);

        Refused(MoveRefusal.TargetInUse, await MovingStory.MoveAsync(From, To));
    }

    [Fact]
    public Task A_move_that_is_killed_again_and_again_comes_to_its_end() =>
        Gen.Int[1, 40]
            .SampleAsync(
                async life =>
                {
                    await using var from = new TempDatabase(inMemory: true);
                    await using var to = new TempDatabase(inMemory: true);
                    var (source, target) = (
                        StoreSetup.Of(from.Database),
                        StoreSetup.Of(to.Database)
                    );
                    await new MovableWiki(source, life, isSmall: true).FillAsync();

                    var deaths = await MovingStory.MoveWithDeathsAsync(
                        source,
                        target,
                        tries => life + (tries * 13)
                    );

                    Assert.True(deaths > 0);
                    await MovingStory.EqualAsync(source, target);
                },
                iter: 4,
                threads: 1
            );

    [Fact]
    public async Task A_move_that_was_given_up_takes_in_later_what_was_written_meanwhile()
    {
        var wiki = new MovableWiki(From, 2);
        await wiki.FillAsync();
        await MovingStory.DieAsync(From, To, 30);
        await MovingStory.Mover.CancelAsync(From, default);
        Assert.Equal(
            "",
            await new WikiMode(From.Settings, TimeProvider.System).WhyReadOnlyAsync(default)
        );

        await wiki.ChangeAsync();
        await MovingStory.MoveWellAsync(From, To);

        await MovingStory.EqualAsync(From, To);
    }

    [Fact]
    public async Task Each_difference_is_found_and_named_and_the_move_is_not_finished()
    {
        var wiki = new MovableWiki(From, 3);
        await wiki.FillAsync();
        var (page, last) = (wiki.Pages[0], wiki.Pages[^1]);
        // As if the store had lost or spoilt it: none of this is written over by a move.
        await MovingStory.MoveWellAsync(From, To);
        await PlantAsync(
            "update version_text set text = x'41' where page = $1 and number = 1",
            page
        );
        await PlantAsync(
            "update version set comment = 'other' where page = $1 and number = 2",
            page
        );
        await PlantAsync("delete from version where page = $1 and number = 1", last);
        await PlantAsync(
            "update draft_snapshot set state = replace(state, 'tab-3', 'tab-x') where draft = $1",
            page
        );
        await PlantAsync(
            "update file set content = x'00' where path = 'img/small.png' and $1 is not null",
            page
        );
        await PlantAsync(
            "insert into account select randomblob(16), 'eve', 'EVE', display_name, email, password_hash, security_stamp, administrator, disabled, failed_sign_ins, locked_until, created_at, revision from account where name = 'Ben' and $1 is not null",
            page
        );
        await MarkUnfinishedAsync();

        var different = Assert.IsType<MoveResult.Different>(await MovingStory.MoveAsync(From, To));

        var differences = different.Report.Differences;
        Assert.Equal(7, differences.Count);
        Assert.Contains($"page {page}: text of version 1 differs", differences);
        Assert.Contains($"page {page}: version 2 differs", differences);
        Assert.Contains($"page {last}: version 1 is missing in the target", differences);
        Assert.Contains($"page {last}: text of version 1 is missing in the target", differences);
        Assert.Contains($"draft of page {page}: snapshot differs", differences);
        Assert.Contains("file img/small.png of TEAM: content differs", differences);
        Assert.Contains(
            differences,
            line =>
                line.StartsWith("account ", StringComparison.Ordinal)
                && line.EndsWith(" is only in the target", StringComparison.Ordinal)
        );
        Assert.True(await WikiMover.IsUnfinishedAsync(To.Settings, default));
        var kinds = different.Report.Kinds.Where(kind => kind.Source != kind.Target);
        Assert.Equal(["accounts", "versions", "drafts", "files"], kinds.Select(kind => kind.Name));
    }

    [Fact]
    public async Task A_target_that_holds_a_wiki_is_left_alone()
    {
        await new MovableWiki(From, 4).FillAsync();
        await new MovableWiki(To, 5).FillAsync();
        var before = await WikiDump.OfAsync(To);

        Refused(MoveRefusal.TargetInUse, await MovingStory.MoveAsync(From, To));

        Assert.Equal(before, await WikiDump.OfAsync(To));
        Assert.Null(await From.Settings.FindAsync(WikiMode.Setting, default));
    }

    [Fact]
    public async Task A_wiki_that_has_moved_is_not_moved_over_again_and_an_empty_one_not_at_all()
    {
        await using var third = new TempDatabase(inMemory: true);
        Refused(MoveRefusal.NothingToMove, await MovingStory.MoveAsync(From, To));
        await new MovableWiki(From, 6).FillAsync();
        await MovingStory.MoveWellAsync(From, To);

        Refused(MoveRefusal.TargetInUse, await MovingStory.MoveAsync(From, To));
        await MarkUnfinishedAsync();
        Refused(
            MoveRefusal.SourceUnfinished,
            await MovingStory.MoveAsync(To, StoreSetup.Of(third.Database))
        );
    }

    [Fact]
    public async Task The_source_can_only_be_read_from_the_start_on_and_the_target_is_open_at_the_end()
    {
        await new MovableWiki(From, 7).FillAsync();
        var why = new List<string>();
        var watch = new Watch(async () =>
            why.Add(await From.Settings.FindAsync(WikiMode.Setting, default) ?? "")
        );

        await MovingStory.Mover.MoveAsync(From, To, watch, default);

        Assert.All(why, text => Assert.Equal(WikiMover.Moving, text));
        Assert.NotEmpty(why);
        Assert.NotEqual("", await From.Settings.FindAsync(WikiMode.Setting, default));
        Assert.Equal("", await To.Settings.FindAsync(WikiMode.Setting, default));
    }

    [Fact]
    public async Task A_draft_goes_on_in_the_target_where_it_was()
    {
        var wiki = new MovableWiki(From, 8);
        await wiki.FillAsync();
        var draft = DraftId.SharedOf(wiki.Pages[0]);
        await MovingStory.MoveWellAsync(From, To);

        var end = new Revision((await From.Drafts.ReadAsync(draft, Revision.Zero, default)).Count);
        var updates = (await From.Drafts.ReadAsync(draft, Revision.Zero, default)).Take(1).ToList();

        Assert.False(
            await To.Drafts.TryAppendAsync(
                draft,
                new Revision(5010),
                Guid.NewGuid(),
                updates,
                default
            )
        );
        Assert.True(await To.Drafts.TryAppendAsync(draft, end, Guid.NewGuid(), updates, default));
    }

    private static void Refused(MoveRefusal why, MoveResult result) =>
        Assert.Equal(why, Assert.IsType<MoveResult.Refused>(result).Why);

    private Task<bool> PlantAsync(string sql, PageId page) =>
        second.Database.WriteAsync(
            db =>
            {
                Assert.Equal(1, db.Execute(sql, page.Value));
                return true;
            },
            default
        );

    private async Task MarkUnfinishedAsync()
    {
        var id = await From.Settings.FindAsync("moving.id", default);
        await To.Settings.SetAsync("moving.copy-of", id!, default);
    }

    /// <summary>Somebody signs in at each step of copying and comparing the trail.</summary>
    private sealed class SignIns(MovableWiki wiki) : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value)
        {
            if (value.What.EndsWith("audit trail", StringComparison.Ordinal))
            {
                Task.Run(() => wiki.RecordAsync(1)).GetAwaiter().GetResult();
            }
        }
    }

    private sealed class Watch(Func<Task> look) : IProgress<MoveProgress>
    {
        private readonly Lock access = new();

        public void Report(MoveProgress value)
        {
            lock (access)
            {
                // SQLite answers at once.
                Assert.True(look().IsCompletedSuccessfully);
            }
        }
    }
}
