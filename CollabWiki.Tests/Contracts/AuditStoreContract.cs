using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of the audit trail must do.</summary>
public abstract class AuditStoreContract
{
    /// <summary>The store as another node has it.</summary>
    protected abstract IAuditStore NewNode();

    [Fact]
    public async Task Entries_come_back_in_their_order_and_the_head_is_the_last()
    {
        var store = NewNode();
        var links = AuditChain.Continue(AuditHead.None, Entries(5));

        Assert.True(await store.TryAppendAsync(AuditHead.None, [.. links.Take(2)], default));
        Assert.True(await store.TryAppendAsync(links[1].Head, [.. links.Skip(2)], default));

        Assert.Equal(links, await store.ReadAsync(0, 100, default));
        Assert.Equal(links.Skip(3), await store.ReadAsync(3, 100, default));
        Assert.Equal(links.Take(2), await store.ReadAsync(0, 2, default));
        Assert.Equal(links[^1].Head, await store.GetHeadAsync(default));
    }

    [Fact]
    public async Task Whoever_does_not_know_the_end_is_refused_and_the_same_sent_again_is_not()
    {
        var store = NewNode();
        var first = AuditChain.Continue(AuditHead.None, Entries(2));
        Assert.True(await store.TryAppendAsync(AuditHead.None, first, default));

        Assert.False(
            await store.TryAppendAsync(
                AuditHead.None,
                AuditChain.Continue(AuditHead.None, Entries(3)),
                default
            )
        );
        Assert.True(await store.TryAppendAsync(AuditHead.None, first, default));

        Assert.Equal(first, await store.ReadAsync(0, 100, default));
        Assert.Equal(first[1].Head, await store.CatchUpAsync(default));
    }

    [Fact]
    public async Task Events_are_known_by_their_names()
    {
        var store = NewNode();
        var entries = Entries(3);
        await store.TryAppendAsync(
            AuditHead.None,
            AuditChain.Continue(AuditHead.None, entries),
            default
        );

        var known = await store.FindEventsAsync(["new", entries[1].Event], default);

        Assert.Equal(entries[1].Event, Assert.Single(known));
    }

    [Fact]
    public async Task Eight_writers_on_two_nodes_lose_and_double_nothing()
    {
        await using var one = new AuditBench(NewNode());
        await using var other = new AuditBench(NewNode());
        AuditBench[] nodes = [one, other];
        const int Each = 25;

        var durable = await Task.WhenAll(
            from writer in Enumerable.Range(0, 8)
            from i in Enumerable.Range(0, Each)
            select Task.Run(() =>
                nodes[writer % 2].Trail.RecordAsync(AuditBench.Entry($"{writer}/{i}"))
            )
        );

        Assert.DoesNotContain(false, durable);
        var told = (await one.EntriesAsync()).Select(entry => entry.Details).ToList();
        Assert.Equal(8 * Each, told.Count);
        Assert.Equal(8 * Each, told.Distinct().Count());
        var verdict = await other.VerifyAsync();
        Assert.True(verdict.IsSound, string.Join('\n', verdict.Flaws));
        Assert.Equal(8 * Each, verdict.Count);
    }

    [Fact]
    public async Task An_event_that_is_told_again_stands_once_whichever_node_tells_it()
    {
        await using var one = new AuditBench(NewNode());
        await using var other = new AuditBench(NewNode());
        var page = PageId.New();

        await Task.WhenAll(
            from version in Enumerable.Range(1, 10)
            from node in new[] { one, other, one }
            select Task.Run(() => node.Trail.HandleAsync(AuditBench.Saved(page, version), default))
        );
        await one.Trail.HandleAsync(AuditBench.Saved(page, 3), default);

        Assert.Equal(
            Enumerable.Range(1, 10),
            (await one.EntriesAsync()).Select(entry => entry.After!.Value).Order()
        );
    }

    [Fact]
    public async Task A_chain_is_taken_over_as_it_is_with_its_gaps_and_its_end()
    {
        var store = NewNode();
        var all = AuditChain.Continue(AuditHead.None, Entries(9));
        IReadOnlyList<AuditLink> left = [.. all.Where(link => link.Number is not (4 or 9))];

        await store.PutAsync([.. left.Take(2)], left[1].Head, default);
        await store.PutAsync([.. left.Take(5)], left[4].Head, default);
        await store.PutAsync([.. left.Skip(1)], all[8].Head, default);
        await store.PutAsync([all[2] with { Body = "other" }], left[1].Head, default);

        Assert.Equal(left, await store.ReadAsync(0, 100, default));
        Assert.Equal(all[8].Head, await store.GetHeadAsync(default));
        Assert.Equal(all[8].Head, await store.CatchUpAsync(default));
        var event5 = all[4].Entry!.Event;
        Assert.Equal(event5, Assert.Single(await store.FindEventsAsync([event5], default)));
        Assert.Equal(7, (await store.FindAsync(AuditQuery.All, null, 50, default)).Links.Count);
        var next = AuditChain.Continue(all[8].Head, Entries(1));
        Assert.True(await store.TryAppendAsync(all[8].Head, next, default));
    }

    private static List<AuditEntry> Entries(int count) =>
        [.. Enumerable.Range(1, count).Select(i => AuditBench.Entry($"Entry {i} “Grüße” 漢"))];
}
