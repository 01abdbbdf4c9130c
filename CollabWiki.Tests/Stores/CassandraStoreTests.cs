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
