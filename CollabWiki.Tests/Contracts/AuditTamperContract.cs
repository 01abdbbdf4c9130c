using CollabWiki.Core.Activity;
using CollabWiki.Core.Settings;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What somebody does to the tables by hand, and that it is found, on every store.</summary>
public abstract class AuditTamperContract
{
    protected abstract IAuditStore NewNode();

    protected abstract ISettingStore Settings { get; }

    /// <summary>Writes over an entry, as somebody would who has the database.</summary>
    protected abstract Task OverwriteAsync(long number, string body, string hash);

    protected abstract Task RemoveAsync(long number);

    protected abstract Task SetHeadAsync(long number, string hash);

    protected abstract Task SetSealAsync(long number, string hash);

    [Fact]
    public async Task A_chain_that_nobody_touched_is_sound()
    {
        await using var bench = new AuditBench(NewNode());
        Assert.True((await bench.VerifyAsync()).IsSound);
        await bench.RecordAsync(12);

        var verdict = await bench.VerifyAsync();

        Assert.True(verdict.IsSound);
        Assert.Equal((12, await bench.Store.GetHeadAsync(default)), (verdict.Count, verdict.Last));
    }

    [Fact]
    public async Task A_byte_that_was_flipped_is_found_and_the_entry_named()
    {
        await using var bench = await FilledAsync();
        var link = (await bench.AllAsync())[4];
        await OverwriteAsync(
            5,
            link.Body.Replace("Entry 5", "Entry 4", StringComparison.Ordinal),
            link.Hash.Hex
        );

        Assert.Equal([5], await FlawsAsync(bench));
    }

    [Fact]
    public async Task A_hash_that_was_made_to_fit_shows_at_the_next_entry()
    {
        await using var bench = await FilledAsync();
        var links = await bench.AllAsync();
        var body = links[4].Body.Replace("Entry 5", "Entry 4", StringComparison.Ordinal);
        await OverwriteAsync(5, body, AuditChain.HashOf(links[3].Hash, 5, body).Hex);

        Assert.Equal([6], await FlawsAsync(bench));
    }

    [Fact]
    public async Task An_entry_that_was_made_unreadable_is_found()
    {
        await using var bench = await FilledAsync();
        var link = (await bench.AllAsync())[4];
        await OverwriteAsync(5, "no JSON", link.Hash.Hex);

        Assert.Equal([5], await FlawsAsync(bench));
    }

    [Fact]
    public async Task A_row_that_was_deleted_is_found()
    {
        await using var bench = await FilledAsync();
        await RemoveAsync(5);
        await RemoveAsync(6);
        await RemoveAsync(8);

        Assert.Equal([5, 8], await FlawsAsync(bench));
    }

    [Fact]
    public async Task Entries_that_were_reordered_are_found()
    {
        await using var bench = await FilledAsync();
        var links = await bench.AllAsync();
        await OverwriteAsync(5, links[5].Body, links[5].Hash.Hex);
        await OverwriteAsync(6, links[4].Body, links[4].Hash.Hex);

        Assert.Contains(5, await FlawsAsync(bench));
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_found_also_when_the_trail_goes_on()
    {
        await using var bench = await FilledAsync();
        await RemoveAsync(11);
        await RemoveAsync(12);

        Assert.Equal([11], await FlawsAsync(bench));

        await using var next = new AuditBench(NewNode());
        await next.RecordAsync(2);
        Assert.Equal([11], await FlawsAsync(next));
    }

    [Fact]
    public async Task A_rewritten_chain_is_found_by_its_head_and_with_the_head_by_what_was_kept_elsewhere()
    {
        await using var bench = await FilledAsync();
        var kept = (await bench.Store.GetHeadAsync(default)).ToString();
        var links = await bench.AllAsync();
        var forged = AuditChain.Continue(
            links[3].Head,
            links.Skip(4).Select(link => link.Entry! with { By = Some.Ben })
        );
        foreach (var link in forged)
        {
            await OverwriteAsync(link.Number, link.Body, link.Hash.Hex);
        }
        Assert.Equal([12], await FlawsAsync(bench));

        await SetHeadAsync(12, forged[^1].Hash.Hex);

        Assert.True((await bench.VerifyAsync()).IsSound);
        Assert.False((await bench.VerifyAsync(kept)).IsSound);
        Assert.True((await bench.VerifyAsync(links[3].Head.ToString())).IsSound);
        Assert.True((await bench.VerifyAsync(links[3].Hash.Hex)).IsSound);
    }

    [Fact]
    public async Task Retention_removes_old_days_and_the_chain_stays_sound()
    {
        await using var bench = await FilledAsync();
        var retention = bench.Retention(Settings);
        await retention.SetDaysAsync(30, Some.Anna, default);
        Assert.Equal(0, await retention.PruneAsync(default));
        bench.Clock.Advance(TimeSpan.FromDays(20));
        await bench.Trail.RecordAsync(
            AuditBench.Entry("Young") with
            {
                At = bench.Clock.GetUtcNow(),
            }
        );
        bench.Clock.Advance(TimeSpan.FromDays(12));

        Assert.Equal(13, await retention.PruneAsync(default));
        Assert.Equal(0, await retention.PruneAsync(default));

        Assert.Equal(
            [AuditKind.PageSaved, AuditKind.AuditPruned],
            (await bench.EntriesAsync()).Select(entry => entry.Kind)
        );
        var verdict = await bench.VerifyAsync();
        Assert.True(verdict.IsSound, string.Join('\n', verdict.Flaws));
        Assert.Equal((13, 2), (verdict.Seal!.Last.Number, verdict.Count));
        var left = await bench.Store.FindAsync(AuditQuery.All, before: null, 50, default);
        Assert.Equal([15, 14], left.Links.Select(link => link.Number));
    }

    [Fact]
    public async Task Retention_rests_while_the_wiki_can_only_be_read()
    {
        await using var bench = await FilledAsync();
        var retention = bench.Retention(Settings);
        await retention.SetDaysAsync(1, Some.Anna, default);
        bench.Clock.Advance(TimeSpan.FromDays(5));
        var mode = new WikiMode(Settings, bench.Clock);
        await mode.SetAsync("It is being moved.", default);

        Assert.Equal(0, await retention.PruneAsync(default));
        await Assert.ThrowsAsync<WikiReadOnlyException>(() =>
            retention.SetDaysAsync(2, Some.Anna, default)
        );
        Assert.Equal(13, (await bench.AllAsync()).Count);

        await mode.SetAsync("", default);
        Assert.Equal(13, await retention.PruneAsync(default));
    }

    [Fact]
    public async Task A_beginning_that_was_cut_off_is_not_taken_for_retention()
    {
        await using var bench = await FilledAsync();
        var last = (await bench.AllAsync())[1];
        await RemoveAsync(1);
        await RemoveAsync(2);
        Assert.Equal([1], await FlawsAsync(bench));

        await SetSealAsync(2, last.Hash.Hex);

        Assert.Equal([0], await FlawsAsync(bench));
    }

    [Fact]
    public async Task Retention_does_not_remove_what_is_broken()
    {
        await using var bench = await FilledAsync();
        var retention = bench.Retention(Settings);
        await retention.SetDaysAsync(1, Some.Anna, default);
        await RemoveAsync(5);
        bench.Clock.Advance(TimeSpan.FromDays(5));

        Assert.Equal(0, await retention.PruneAsync(default));

        Assert.Equal([5], await FlawsAsync(bench));
    }

    private async Task<AuditBench> FilledAsync()
    {
        var bench = new AuditBench(NewNode());
        await bench.RecordAsync(12);
        return bench;
    }

    private static async Task<IEnumerable<long>> FlawsAsync(AuditBench bench) =>
        (await bench.VerifyAsync()).Flaws.Select(flaw => flaw.Number);
}
