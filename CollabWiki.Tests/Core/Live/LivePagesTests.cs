using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Live;

[Trait("layer", "unit")]
public sealed class LivePagesTests : IAsyncDisposable
{
    private readonly LiveBench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task What_is_published_is_the_draft_with_all_its_authors()
    {
        var page = await bench.NewPageAsync("Hello.\n");
        var anna = await OpenAsync(page, "anna", Some.Anna);
        var ben = await OpenAsync(page, "ben", Some.Ben);
        ben.Type(0, "Ben: ");
        await ben.PushAsync();
        anna.Deliver();
        await anna.PublishAsync();

        var head = (await bench.Pages.FindHeadAsync(page, default))!;

        Assert.Equal(new Version(2), head.Number);
        Assert.Equal([Some.Anna, Some.Ben], head.Authors);
        Assert.Equal("Ben: Hello.\n", await bench.Pages.GetTextAsync(page, head.Number, default));
    }

    [Fact]
    public async Task A_version_that_is_saved_elsewhere_comes_into_the_open_draft()
    {
        var page = await bench.NewPageAsync("First line.\n\nSecond line.\n");
        var anna = await OpenAsync(page, "anna", Some.Anna);
        anna.Type(0, "Draft. ");
        await anna.PushAsync();

        await SaveAsync(page, "First line.\n\nSecond line, saved.\n");
        await anna.ReconnectAsync();
        anna.Deliver();

        Assert.Equal("Draft. First line.\n\nSecond line, saved.\n", anna.Text);
        await anna.PublishAsync();
        var head = (await bench.Pages.FindHeadAsync(page, default))!;
        Assert.Equal((new Version(3), VersionKind.Edit), (head.Number, head.Kind));
    }

    [Fact]
    public async Task A_version_that_conflicts_with_the_draft_leaves_it_alone_and_publishing_asks()
    {
        var page = await bench.NewPageAsync("The answer is 1.\n");
        var anna = await OpenAsync(page, "anna", Some.Anna);
        anna.Delete(14, 15);
        anna.Type(14, "2");
        await anna.PushAsync();
        await SaveAsync(page, "The answer is 3.\n");
        await anna.ReconnectAsync();

        Assert.Equal("The answer is 2.\n", anna.Text);
        var asked = await bench.Live.PublishAsync(
            page,
            Some.Anna,
            anna.Revision,
            "",
            answers: null
        );
        var conflicted = Assert.IsType<SaveResult.Conflicted>(
            Assert.IsType<PublishResult.Done>(asked).Result
        );

        var answers = new ConflictAnswers(conflicted.Head.Number, [Side.Theirs]);
        var settled = await bench.Live.PublishAsync(page, Some.Anna, anna.Revision, "", answers);

        Assert.IsType<PublishResult.Done>(settled);
        await anna.ReconnectAsync();
        Assert.Equal("The answer is 3.\n", anna.Text);
        var wrong = new ConflictAnswers(new Version(9), [Side.Theirs]);
        Assert.IsType<PublishResult.Stale>(
            await bench.Live.PublishAsync(page, Some.Anna, anna.Revision, "", wrong)
        );
    }

    [Fact]
    public async Task An_editor_that_knows_a_revision_from_the_future_is_refused()
    {
        var page = await bench.NewPageAsync("Text.\n");
        var member = new Member("c", Some.Client("anna"), new Person(Some.Anna, "Anna", 0));

        var result = await bench.Live.JoinAsync(
            page,
            member,
            new Revision(99),
            () => Task.CompletedTask
        );

        Assert.IsType<JoinResult.UnknownRevision>(result);
        Assert.IsType<PushResult.Refused>(await bench.Live.PushAsync(page, new Revision(99), []));
    }

    [Fact]
    public async Task A_client_id_of_somebody_else_is_refused()
    {
        var page = await bench.NewPageAsync("Text.\n");
        var anna = await OpenAsync(page, "tab", Some.Anna);
        anna.Type(0, "A");
        await anna.PushAsync();
        var thief = new Member("c2", Some.Client("tab"), new Person(Some.Ben, "Ben", 0));

        Assert.IsType<JoinResult.ClientTaken>(
            await bench.Live.JoinAsync(page, thief, null, () => Task.CompletedTask)
        );
    }

    [Fact]
    public async Task Two_nodes_on_one_log_lose_nothing_and_double_nothing()
    {
        const int Each = 40;
        var page = await bench.NewPageAsync("Start.\n");
        var nodes = new[] { bench.Live, bench.AddNode() };

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(writer => Task.Run(() => WriteAsync(page, nodes[writer % 2], writer, Each)))
        );

        var reader = new ModelEditor(bench, bench.AddNode(), page, "reader", Some.Anna);
        await reader.OpenAsync();
        var letters = reader.Text.Where(c => c >= '\ue000').Order().ToList();
        Assert.Equal(Enumerable.Range(0, 4 * Each).Select(i => (char)('\ue000' + i)), letters);
        Assert.EndsWith("Start.\n", reader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_while_another_node_writes_leaves_a_draft_that_can_be_published_again()
    {
        var page = await bench.NewPageAsync("The words: \n");
        var nodes = new[] { bench.Live, bench.AddNode() };
        var writing = Enumerable
            .Range(0, 4)
            .Select(writer => Task.Run(() => WriteAsync(page, nodes[writer % 2], writer, 30)))
            .ToList();
        var publisher = new ModelEditor(bench, nodes[0], page, "publisher", Some.Anna);
        await publisher.OpenAsync();
        var all = Task.WhenAll(writing);
        var published = 0;
        while (!all.IsCompleted || published < 5)
        {
            var result = await nodes[published % 2]
                .PublishAsync(page, Some.Anna, publisher.Revision, "", answers: null);
            Assert.IsNotType<SaveResult.Conflicted>(
                Assert.IsType<PublishResult.Done>(result).Result
            );
            published++;
        }
        await all;

        await publisher.ReconnectAsync();
        await publisher.PublishAsync();
        var head = (await bench.Pages.FindHeadAsync(page, default))!;
        Assert.Equal(publisher.Text, await bench.Pages.GetTextAsync(page, head.Number, default));
        var letters = publisher.Text.Where(c => c >= '\ue000').Order().ToList();
        Assert.Equal(Enumerable.Range(0, 120).Select(i => (char)('\ue000' + i)), letters);
    }

    [Fact]
    public async Task A_version_whose_maker_died_before_it_was_marked_is_no_conflict_with_the_draft()
    {
        var page = await bench.NewPageAsync("The words: \n");
        var anna = await OpenAsync(page, "anna", Some.Anna);
        anna.Type(11, "one ");
        await anna.PushAsync();
        anna.Deliver();
        // What a dying node leaves: the version is there, and nothing in the log says so.
        var dying = new PageSaver(bench.Pages, TimeProvider.System, []);
        await dying.SaveAsync(
            new SaveRequest(page, Version.First, anna.Text, [Some.Anna]),
            default
        );
        anna.Type(11, "two ");
        await anna.PushAsync();
        anna.Deliver();

        await anna.PublishAsync();

        var head = (await bench.Pages.FindHeadAsync(page, default))!;
        Assert.Equal((new Version(3), VersionKind.Edit), (head.Number, head.Kind));
        Assert.Equal(
            "The words: two one \n",
            await bench.Pages.GetTextAsync(page, head.Number, default)
        );
    }

    [Fact]
    public async Task While_the_store_fails_nothing_is_acknowledged_and_after_it_nothing_is_lost()
    {
        var page = await bench.NewPageAsync("Start.\n");
        var log = new FailingLog(bench.Log);
        var node = bench.AddNode(log);
        var anna = new ModelEditor(bench, node, page, "anna", Some.Anna);
        await anna.OpenAsync();
        anna.Type(0, "A");

        log.Fails = true;
        Assert.IsType<PushResult.Unavailable>(await anna.PushAsync());
        anna.Deliver();
        Assert.False(anna.IsSynced);

        log.Fails = false;
        Assert.IsType<PushResult.Saved>(await anna.PushAsync());
        anna.Deliver();
        Assert.True(anna.IsSynced);
        Assert.Equal("AStart.\n", anna.Text);
    }

    [Fact]
    public async Task A_long_log_is_folded_and_opened_again_from_the_snapshot()
    {
        var page = await bench.NewPageAsync("Start.\n");
        var anna = await OpenAsync(page, "anna", Some.Anna);
        for (var i = 0; i < 600; i++)
        {
            anna.Type(0, "x");
            await anna.PushAsync();
            anna.Deliver();
        }

        var snapshot = await bench.Log.FindSnapshotAsync(DraftId.SharedOf(page), default);
        Assert.NotNull(snapshot);
        Assert.True(snapshot.Revision >= new Revision(500));

        var other = new ModelEditor(bench, bench.AddNode(), page, "other", Some.Ben);
        await other.OpenAsync();
        Assert.Equal(anna.Text, other.Text);
        // An editor from before the snapshot still gets all that came after it.
        var early = new Member("c", Some.Client("early"), new Person(Some.Ben, "Ben", 0));
        var joined = Assert.IsType<JoinResult.Joined>(
            await bench.AddNode().JoinAsync(page, early, new Revision(3), () => Task.CompletedTask)
        );
        Assert.Equal(joined.Revision, new Revision(3) + joined.Updates.Count);
    }

    private async Task WriteAsync(PageId page, LivePages node, int writer, int count)
    {
        var editor = new ModelEditor(
            bench,
            node,
            page,
            $"writer-{writer}",
            new UserId(new Guid(writer + 1, 0, 0, new byte[8]))
        );
        await editor.OpenAsync();
        for (var i = 0; i < count; i++)
        {
            editor.Type(0, ((char)('\ue000' + (writer * count) + i)).ToString());
            Assert.IsType<PushResult.Saved>(await editor.PushAsync());
            await editor.ReconnectAsync();
        }
        Assert.True(editor.IsSynced);
    }

    private async Task<ModelEditor> OpenAsync(PageId page, string name, UserId user)
    {
        var editor = new ModelEditor(bench, bench.Live, page, name, user);
        await editor.OpenAsync();
        return editor;
    }

    private async Task SaveAsync(PageId page, string text) =>
        Assert.IsType<SaveResult.Saved>(
            await bench.Saver.SaveAsync(
                new SaveRequest(page, Version.First, text, [Some.Ben]),
                default
            )
        );

    /// <summary>A log whose disk is full, when told so.</summary>
    private sealed class FailingLog(IDraftLog log) : IDraftLog
    {
        public bool Fails { get; set; }

        public Task<bool> TryAppendAsync(
            DraftId draft,
            Revision at,
            Guid appendId,
            IReadOnlyList<LiveUpdate> updates,
            CancellationToken ct
        ) =>
            Fails
                ? throw new IOException("No space left on device")
                : log.TryAppendAsync(draft, at, appendId, updates, ct);

        public Task<IReadOnlyList<LiveUpdate>> ReadAsync(
            DraftId draft,
            Revision from,
            CancellationToken ct
        ) => log.ReadAsync(draft, from, ct);

        public Task<IReadOnlyList<DraftAppend>> ListAppendsAsync(
            DraftId draft,
            Revision from,
            CancellationToken ct
        ) => log.ListAppendsAsync(draft, from, ct);

        public Task<DraftSnapshot?> FindSnapshotAsync(DraftId draft, CancellationToken ct) =>
            log.FindSnapshotAsync(draft, ct);

        public Task SaveSnapshotAsync(
            DraftId draft,
            DraftSnapshot snapshot,
            CancellationToken ct
        ) => log.SaveSnapshotAsync(draft, snapshot, ct);
    }
}
