using System.Collections.Immutable;
using System.Net;
using Cassandra;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Cassandra;
using CollabWiki.Tests.Contracts;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CollabWiki.Tests.Stores;

/// <summary>The wiki's tables in a keyspace for this run. One test at a time: each begins with empty tables.</summary>
[CollectionDefinition(nameof(CassandraTables))]
public sealed class CassandraTables : ICollectionFixture<CassandraTables>, IAsyncDisposable
{
    private readonly string keyspace = $"stores_{Guid.NewGuid():N}";
    private CassandraDatabase? database;
    private Cluster? cluster;
    private ISession? session;

    public CassandraDatabase Database => database ??= Connect();

    public string Keyspace => keyspace;

    /// <summary>Empties tables; skips the test when no server is told.</summary>
    public async ValueTask ClearAsync(params string[] tables)
    {
        if (session is null)
        {
            await Database.OpenAsync(TimeSpan.FromSeconds(30), TimeProvider.System, default);
            cluster = CassandraFixture.Builder().Build();
            session = await cluster.ConnectAsync(keyspace);
        }
        foreach (var table in tables)
        {
            await session.ExecuteAsync(new SimpleStatement($"TRUNCATE {table}"));
        }
    }

    /// <summary>Runs a statement in the keyspace.</summary>
    public Task RunAsync(string cql) => session!.ExecuteAsync(new SimpleStatement(cql));

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {keyspace}"));
        }
        cluster?.Dispose();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>Another node on the same keyspace, or on another one.</summary>
    public CassandraDatabase Connect(string? other = null)
    {
        var (host, port) = CassandraFixture.Server();
        return new CassandraDatabase(
            new CassandraOptions
            {
                ContactPoints = [host],
                Port = port,
                Keyspace = other ?? keyspace,
            },
            NullLogger<CassandraDatabase>.Instance
        );
    }
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraPageStoreTests(CassandraTables tables)
    : PageStoreContract,
        IAsyncLifetime
{
    protected override IPageStore Store => new CassandraPageStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraTreeStoreTests(CassandraTables tables)
    : TreeStoreContract,
        IAsyncLifetime
{
    protected override ITreeStore Store => new CassandraTreeStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("tree");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraSpaceStoreTests(CassandraTables tables)
    : SpaceStoreContract,
        IAsyncLifetime
{
    protected override ISpaceStore Store => new CassandraSpaceStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("space");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraAccountStoreTests(CassandraTables tables)
    : AccountStoreContract,
        IAsyncLifetime
{
    protected override IAccountStore Store =>
        new CassandraAccountStore(tables.Database, TimeProvider.System);

    public ValueTask InitializeAsync() => tables.ClearAsync("account", "account_name");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraFileStoreTests(CassandraTables tables)
    : FileStoreContract,
        IAsyncLifetime
{
    protected override IFileStore Store => new CassandraFileStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("file");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraDraftLogTests(CassandraTables tables)
    : DraftLogContract,
        IAsyncLifetime
{
    protected override IDraftLog Log => new CassandraDraftLog(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraNodeBoardTests(CassandraTables tables)
    : NodeBoardContract,
        IAsyncLifetime
{
    protected override INodeBoard Board =>
        new CassandraNodeBoard(tables.Database, TimeProvider.System);

    public ValueTask InitializeAsync() => tables.ClearAsync("node", "node_message");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraClaimStoreTests(CassandraTables tables)
    : ClaimStoreContract,
        IAsyncLifetime
{
    protected override IClaimStore Claims => new CassandraClaimStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("claim");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraProtectionKeyStoreTests(CassandraTables tables)
    : ProtectionKeyStoreContract,
        IAsyncLifetime
{
    protected override IProtectionKeyStore Store =>
        new CassandraProtectionKeyStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("protection_key");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraSettingStoreTests(CassandraTables tables)
    : SettingStoreContract,
        IAsyncLifetime
{
    protected override ISettingStore Store => new CassandraSettingStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraTokenStoreTests(CassandraTables tables)
    : TokenStoreContract,
        IAsyncLifetime
{
    protected override ITokenStore Store => new CassandraTokenStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraRequestKeyStoreTests(CassandraTables tables)
    : RequestKeyStoreContract,
        IAsyncLifetime
{
    protected override IRequestKeyStore Store => new CassandraRequestKeyStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync("request_key");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraPresenceStoreTests(CassandraTables tables)
    : PresenceStoreContract,
        IAsyncLifetime
{
    protected override IPresenceStore Store => new CassandraPresenceStore(tables.Database);

    public ValueTask InitializeAsync() => tables.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Trait("layer", "cassandra")]
[Collection(nameof(CassandraTables))]
public sealed class CassandraStatusTests(CassandraTables tables)
    : StoreStatusContract,
        IAsyncLifetime
{
    private TcpProxy network = null!;
    private CassandraDatabase database = null!;

    protected override IStoreStatus Store => new CassandraStatus(database);

    public async ValueTask InitializeAsync()
    {
        await tables.ClearAsync();
        var (host, port) = CassandraFixture.Server();
        network = new TcpProxy(port, IPAddress.Parse(host));
        database = new CassandraDatabase(
            new CassandraOptions
            {
                ContactPoints = ["127.0.0.1"],
                Port = network.Url.Port,
                Keyspace = tables.Keyspace,
                RowCaching = ImmutableDictionary<string, string>.Empty.Add("file", "17"),
            },
            NullLogger<CassandraDatabase>.Instance
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
            await network.DisposeAsync();
        }
    }

    protected override Task BreakAsync()
    {
        network.Cut();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_cluster_its_nodes_and_tables_are_told()
    {
        var status = Assert.IsType<ClusterStatus>(await Store.ReadAsync(default));

        Assert.Equal(
            ("collabwiki-tests", tables.Keyspace, "1 copy"),
            (status.Name, status.Keyspace, status.Replication)
        );
        var node = Assert.Single(status.Nodes);
        Assert.Equal(
            ("datacenter1", "rack1", "2.1.0", true),
            (node.Datacenter, node.Rack, node.Release, node.IsUp)
        );
        Assert.Equal((1, 1.0), (node.Tokens, node.Share));
        Assert.InRange(node.Requests, 4, 1000);
        Assert.True(node.Median > TimeSpan.Zero && node.Slowest >= node.Median);
        // Cassandra 2.1 has no tables of its caches.
        Assert.False(status.TellsCaches);
        Assert.Empty(node.Caches);
    }

    [Fact]
    public async Task Tables_are_told_as_they_are_beside_how_they_are_wanted()
    {
        var before = Tables(await Store.ReadAsync(default));
        Assert.Equal("keys ALL, rows 17", before["file"].Caching);
        Assert.All(before.Values, table => Assert.False(table.Differs));
        Assert.All(before.Values, table => Assert.Equal("SizeTiered", table.Compaction));

        await tables.RunAsync(
            "ALTER TABLE version WITH caching = {'keys': 'NONE', 'rows_per_partition': 'ALL'}"
        );
        var after = Tables(await Store.ReadAsync(default))["version"];
        await tables.RunAsync(
            "ALTER TABLE version WITH caching = {'keys': 'ALL', 'rows_per_partition': '1'}"
        );

        Assert.Equal(
            ("keys NONE, rows ALL", "keys ALL, rows 1", true),
            (after.Caching, after.WantedCaching, after.Differs)
        );
    }

    [Fact]
    public async Task A_node_that_is_away_is_told_to_be_down_with_its_errors()
    {
        await Store.ReadAsync(default);
        network.Cut();

        var status = Assert.IsType<ClusterStatus>(await Store.ReadAsync(default));

        var node = Assert.Single(status.Nodes);
        Assert.False(node.IsUp);
        Assert.InRange(node.Errors, 1, 100);
    }

    private static Dictionary<string, StoreTable> Tables(StoreStatus status) =>
        Assert.IsType<ClusterStatus>(status).Tables.ToDictionary(table => table.Name);
}
