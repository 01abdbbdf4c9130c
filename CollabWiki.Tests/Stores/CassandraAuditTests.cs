using CollabWiki.Core.Activity;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Tests.Contracts;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Stores;

/// <summary>The tables of the audit trail, empty.</summary>
internal static class CassandraAuditTables
{
    public static ValueTask ClearAuditAsync(this CassandraTables tables) =>
        tables.ClearAsync(
            "audit_entry",
            "audit_index",
            "audit_head",
            "audit_seal",
            "audit_cleaned"
        );
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraAuditStoreTests(CassandraTables tables)
    : AuditStoreContract,
        IAsyncLifetime
{
    protected override IAuditStore NewNode() =>
        new CassandraAuditStore(tables.Database, TimeProvider.System);

    public ValueTask InitializeAsync() => tables.ClearAuditAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_a_writer_left_half_done_is_finished_by_the_next()
    {
        var store = NewNode();
        var entry = AuditBench.Entry("Written by a node that died");
        var links = AuditChain.Continue(AuditHead.None, [entry]);
        await tables.Database.WriteAsync(
            "INSERT INTO audit_entry (bucket, number, body, hash) VALUES (0, 1, ?, ?)",
            default,
            links[0].Body,
            links[0].Hash.Hex
        );
        Assert.Equal(AuditHead.None, await store.GetHeadAsync(default));
        await using var bench = new AuditBench(store);

        Assert.True(await bench.Trail.RecordAsync(entry));
        await bench.RecordAsync(1);

        Assert.Equal(2, (await bench.AllAsync()).Count);
        Assert.Equal(2, (await store.GetHeadAsync(default)).Number);
        Assert.True((await bench.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task An_append_goes_over_the_border_of_a_partition()
    {
        var store = NewNode();
        var start = new AuditHead(CassandraAuditStore.BucketSize - 3, AuditHash.Start);
        var links = AuditChain.Continue(
            start,
            Enumerable.Range(0, 6).Select(i => AuditBench.Entry($"{i}"))
        );

        Assert.True(await store.TryAppendAsync(start, links, default));

        Assert.Equal(links, await store.ReadAsync(start.Number, 100, default));
        Assert.Equal(links[^1].Head, await store.GetHeadAsync(default));
    }
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraAuditSearchTests(CassandraTables tables)
    : AuditSearchContract,
        IAsyncLifetime
{
    protected override IAuditStore NewNode() =>
        new CassandraAuditStore(tables.Database, new FakeTimeProvider(Some.Time.AddDays(50)));

    public ValueTask InitializeAsync() => tables.ClearAuditAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraAuditTamperTests(CassandraTables tables)
    : AuditTamperContract,
        IAsyncLifetime
{
    protected override ISettingStore Settings => new CassandraSettingStore(tables.Database);

    protected override IAuditStore NewNode() =>
        new CassandraAuditStore(tables.Database, new FakeTimeProvider(Some.Time.AddDays(50)));

    protected override Task OverwriteAsync(long number, string body, string hash) =>
        tables.Database.WriteAsync(
            "UPDATE audit_entry SET body = ?, hash = ? WHERE bucket = 0 AND number = ?",
            default,
            body,
            hash,
            number
        );

    protected override Task RemoveAsync(long number) =>
        tables.Database.WriteAsync(
            "DELETE FROM audit_entry WHERE bucket = 0 AND number = ?",
            default,
            number
        );

    protected override Task SetHeadAsync(long number, string hash) =>
        tables.Database.WriteAsync(
            "UPDATE audit_head SET number = ?, hash = ? WHERE part = 0",
            default,
            number,
            hash
        );

    protected override Task SetSealAsync(long number, string hash) =>
        tables.Database.WriteAsync(
            "INSERT INTO audit_seal (part, number, hash, at, sealed_at) VALUES (0, ?, ?, 0, 0)",
            default,
            number,
            hash
        );

    public async ValueTask InitializeAsync()
    {
        await tables.ClearAuditAsync();
        // Settings can't be emptied: the schema's number is one of them.
        await Settings.SetAsync("audit.retention-days", "0", default);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
