using System.Collections.Immutable;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every log of drafts must do.</summary>
public abstract class DraftLogContract
{
    private readonly DraftId draft = new(Guid.NewGuid());

    protected abstract IDraftLog Log { get; }

    [Fact]
    public async Task Updates_come_back_in_order_from_any_revision()
    {
        Assert.True(await AppendAsync(0, Update(0), Update(1)));
        Assert.True(await AppendAsync(2, Update(2)));
        Assert.True(await AppendAsync(3, Update(3), Update(4), Update(5)));

        for (var from = 0; from <= 6; from++)
        {
            var read = await Log.ReadAsync(draft, new Revision(from), default);
            Assert.Equal(
                Enumerable.Range(from, 6 - from),
                read.Select(update => (int)update.Sequence)
            );
        }
    }

    [Fact]
    public async Task An_update_comes_back_as_it_was_written()
    {
        var client = Some.Client("tab-1");
        var changes = ChangeSet.Of(5, new Change(1, 3, "Grüße\n漢"), new Change(5, 5, "\r\n"));
        var written = new LiveUpdate(client, 42, Some.Anna, Some.Time, changes, new Version(7));

        Assert.True(await AppendAsync(0, written));

        Assert.Equal(written, Assert.Single(await Log.ReadAsync(draft, Revision.Zero, default)));
    }

    [Fact]
    public async Task A_place_that_is_taken_is_refused()
    {
        Assert.True(await AppendAsync(0, Update(0)));

        Assert.False(await AppendAsync(0, Update(9)));

        Assert.Equal(0, Assert.Single(await Log.ReadAsync(draft, Revision.Zero, default)).Sequence);
    }

    [Fact]
    public async Task The_same_append_sent_again_is_there_once()
    {
        var id = Guid.NewGuid();

        Assert.True(await Log.TryAppendAsync(draft, Revision.Zero, id, [Update(0)], default));
        Assert.True(await Log.TryAppendAsync(draft, Revision.Zero, id, [Update(0)], default));

        Assert.Single(await Log.ReadAsync(draft, Revision.Zero, default));
    }

    [Fact]
    public async Task Of_many_writers_at_one_revision_one_wins()
    {
        var won = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => Task.Run(() => AppendAsync(0, Update(i), Update(i))))
        );

        var winner = Assert.Single(won.Index(), result => result.Item).Index;
        var read = await Log.ReadAsync(draft, Revision.Zero, default);
        Assert.Equal([winner, winner], read.Select(update => (int)update.Sequence));
    }

    [Fact]
    public async Task A_snapshot_comes_back_and_an_older_one_is_ignored()
    {
        var client = Some.Client("tab-1");
        var newer = Snapshot(20) with
        {
            Clients = ImmutableDictionary<ClientId, ClientMark>.Empty.Add(
                client,
                new ClientMark(Some.Ben, 12)
            ),
        };
        Assert.Null(await Log.FindSnapshotAsync(draft, default));

        await Log.SaveSnapshotAsync(draft, Snapshot(10), default);
        await Log.SaveSnapshotAsync(draft, newer, default);
        await Log.SaveSnapshotAsync(draft, Snapshot(15), default);

        var read = (await Log.FindSnapshotAsync(draft, default))!;
        Assert.Equal(
            (new Revision(20), "Text at 20", new Version(3)),
            (read.Revision, read.Text, read.Base)
        );
        Assert.Equal([Some.Anna, Some.Ben], read.Authors);
        Assert.Equal(new ClientMark(Some.Ben, 12), Assert.Single(read.Clients).Value);
    }

    [Fact]
    public async Task Appends_are_listed_whole_with_their_ids_from_where_one_begins()
    {
        var ids = new List<Guid>();
        var at = Revision.Zero;
        for (var count = 1; count <= 4; count++)
        {
            var updates = Enumerable.Range(0, count).Select(Update).ToList();
            ids.Add(Guid.NewGuid());
            Assert.True(await Log.TryAppendAsync(draft, at, ids[^1], updates, default));
            at += count;
        }

        var all = await Log.ListAppendsAsync(draft, Revision.Zero, default);
        var later = await Log.ListAppendsAsync(draft, new Revision(3), default);

        Assert.Equal(ids, all.Select(append => append.Id));
        Assert.Equal([0, 1, 3, 6], all.Select(append => append.At.Number));
        Assert.Equal([1, 2, 3, 4], all.Select(append => append.Updates.Count));
        Assert.Equal(Enumerable.Range(0, 4).Select(Update), all[^1].Updates);
        Assert.Equal(ids[2..], later.Select(append => append.Id));
        Assert.Empty(await Log.ListAppendsAsync(draft, at, default));
    }

    [Fact]
    public async Task What_stands_behind_a_gap_is_not_listed()
    {
        Assert.True(await AppendAsync(0, Update(0)));
        Assert.True(await AppendAsync(3, Update(3)));

        Assert.Single(await Log.ListAppendsAsync(draft, Revision.Zero, default));
        Assert.Empty(await Log.ListAppendsAsync(draft, new Revision(1), default));
    }

    [Fact]
    public async Task Large_appends_are_listed_some_at_a_time_and_each_comes()
    {
        var large = Update(0) with
        {
            Changes = ChangeSet.Of(0, new Change(0, 0, new string('x', 200_000))),
        };
        for (var at = 0; at < 5; at++)
        {
            Assert.True(await AppendAsync(at, large));
        }

        var sizes = new List<int>();
        var next = Revision.Zero;
        while (await Log.ListAppendsAsync(draft, next, default) is { Count: > 0 } some)
        {
            sizes.Add(some.Count);
            next = some[^1].End;
        }

        Assert.Equal(new Revision(5), next);
        Assert.All(sizes, size => Assert.InRange(size, 1, 2));
    }

    private static LiveUpdate Update(int sequence) =>
        new(
            ClientId.None,
            sequence,
            Some.Anna,
            Some.Time,
            ChangeSet.Of(0, new Change(0, 0, $"{sequence}"))
        );

    private static DraftSnapshot Snapshot(int revision) =>
        new()
        {
            Revision = new Revision(revision),
            Text = $"Text at {revision}",
            Base = new Version(3),
            Authors = [Some.Anna, Some.Ben],
            Clients = ImmutableDictionary<ClientId, ClientMark>.Empty,
        };

    private Task<bool> AppendAsync(int at, params LiveUpdate[] updates) =>
        Log.TryAppendAsync(draft, new Revision(at), Guid.NewGuid(), updates, default);
}
