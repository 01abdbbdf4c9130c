using Cassandra;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Core.Stores.Guarded;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Tokens;
using CollabWiki.Core.Transfer.Sample;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CollabWiki.Hosting;

/// <summary>Chooses the stores; nothing else in the host knows which they are.</summary>
internal static class StoreSetup
{
    /// <summary>How long the start waits for a cluster that doesn't answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Adds the stores that COLLABWIKI_STORE names and the services that stand right on them.</summary>
    /// <exception cref="FormatException">A setting can't be understood; the message names it.</exception>
    public static IServiceCollection AddStores(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var options = WikiOptions.From(configuration);
        services.AddSingleton(options);
        services.TryAddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        switch ((configuration["COLLABWIKI_STORE"] ?? "").Trim().ToUpperInvariant())
        {
            case "" or "SQLITE":
                AddSqlite(services, options);
                break;
            case "CASSANDRA":
                AddCassandra(services, CassandraOptions.From(name => configuration[name]));
                break;
            case var other:
                throw new FormatException(
                    $"COLLABWIKI_STORE is “{other}”: it must be sqlite or cassandra."
                );
        }
        AddGated(services);
        services.AddSingleton<Gate>();
        services.AddSingleton<People>();
        services.AddSingleton<SpaceTrees>();
        services.AddSingleton<PageSaver>();
        services.AddSingleton<PageCreator>();
        services.AddSingleton<SampleSpace>();
        services.AddSingleton<AccessTokens>();
        services.AddAudit();
        return services;
    }

    /// <summary>Waits until the stores can be used. False, and said in the log, when they can't: then the server must not start.</summary>
    public static async Task<bool> PrepareStoresAsync(this WebApplication app)
    {
        if (
            app.Services.GetService<CassandraDatabase>() is { } database
            && !await TryOpenAsync(app, database)
        )
        {
            return false;
        }
        var settings = app.Services.GetRequiredService<ISettingStore>();
        if (!await WikiMover.IsUnfinishedAsync(settings, app.Lifetime.ApplicationStopping))
        {
            return true;
        }
        app.Logger.LogCritical(
            "This store is an unfinished copy of a wiki: let “collabwiki migrate” come to its end first. The server stops."
        );
        return false;
    }

    /// <summary>Opens the store of a name that COLLABWIKI_STORE may have, whichever the wiki runs on, in front of the gate.</summary>
    /// <param name="contact">Nodes of the cluster; null: those that are set.</param>
    public static async Task<OpenedStore> OpenAsync(
        string store,
        IServiceProvider services,
        string? contact,
        CancellationToken ct
    )
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (store == "sqlite")
        {
            var file = OpenSqlite(WikiOptions.From(configuration));
            return new OpenedStore(Of(file), file);
        }
        var options = CassandraOptions.From(name =>
            name == "COLLABWIKI_CASSANDRA" && contact is not null ? contact : configuration[name]
        );
        var clock = services.GetRequiredService<TimeProvider>();
        var cluster = new CassandraDatabase(
            options,
            services.GetRequiredService<ILogger<CassandraDatabase>>()
        );
        await cluster.OpenAsync(Patience, clock, ct);
        return new OpenedStore(Of(cluster, clock), cluster);
    }

    private static async Task<bool> TryOpenAsync(WebApplication app, CassandraDatabase database)
    {
        try
        {
            var clock = app.Services.GetRequiredService<TimeProvider>();
            await database.OpenAsync(Patience, clock, app.Lifetime.ApplicationStopping);
            return true;
        }
        catch (Exception failure)
            when (failure is DriverException or FormatException or InvalidOperationException)
        {
            app.Logger.LogCritical(
                "Cassandra can’t be used: {Why} The server stops.",
                failure.Message
            );
            return false;
        }
    }

    /// <summary>The store of a file, in front of the gate: for moving a wiki, and for what the gate is built of.</summary>
    internal static WikiStores Of(SqliteDatabase database) =>
        new(
            new SqliteSpaceStore(database),
            new SqliteTreeStore(database),
            new SqlitePageStore(database),
            new SqliteDraftLog(database),
            new SqliteAccountStore(database),
            new SqliteFileStore(database),
            new SqliteProtectionKeyStore(database),
            new SqliteSettingStore(database),
            new SqliteTokenStore(database),
            new SqliteAuditStore(database)
        );

    /// <summary>The store of a cluster, in front of the gate.</summary>
    internal static WikiStores Of(CassandraDatabase database, TimeProvider clock) =>
        new(
            new CassandraSpaceStore(database),
            new CassandraTreeStore(database),
            new CassandraPageStore(database),
            new CassandraDraftLog(database),
            new CassandraAccountStore(database, clock),
            new CassandraFileStore(database),
            new CassandraProtectionKeyStore(database),
            new CassandraSettingStore(database),
            new CassandraTokenStore(database),
            new CassandraAuditStore(database, clock)
        );

    private static void AddSqlite(IServiceCollection services, WikiOptions options)
    {
        services.AddSingleton(_ => OpenSqlite(options));
        services.AddSingleton(all => new Ungated(Of(all.GetRequiredService<SqliteDatabase>())));
        services.AddSingleton<IPresenceStore, SqlitePresenceStore>();
        services.AddSingleton<INodeBoard, SqliteNodeBoard>();
        services.AddSingleton<IClaimStore, SqliteClaimStore>();
        services.AddSingleton<IStoreStatus, SqliteStatus>();
        services.AddSingleton<IRequestKeyStore, SqliteRequestKeyStore>();
    }

    private static SqliteDatabase OpenSqlite(WikiOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        return SqliteDatabase.Open(Path.Combine(options.DataFolder, "wiki.db"));
    }

    private static void AddCassandra(IServiceCollection services, CassandraOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<CassandraDatabase>();
        services.AddSingleton(all => new Ungated(
            Of(all.GetRequiredService<CassandraDatabase>(), all.GetRequiredService<TimeProvider>())
        ));
        services.AddSingleton<IPresenceStore, CassandraPresenceStore>();
        services.AddSingleton<INodeBoard, CassandraNodeBoard>();
        services.AddSingleton<IClaimStore, CassandraClaimStore>();
        services.AddSingleton<IStoreStatus, CassandraStatus>();
        services.AddSingleton<IRequestKeyStore, CassandraRequestKeyStore>();
    }

    /// <summary>The stores as everything gets them: behind the gate, which is shut while the wiki can only be read.</summary>
    private static void AddGated(IServiceCollection services)
    {
        services.AddSingleton(all => new WikiMode(
            all.GetRequiredService<Ungated>().Stores.Settings,
            all.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<WriteGate>();
        Add<ISpaceStore>((stores, gate) => new GuardedSpaceStore(stores.Spaces, gate));
        Add<ITreeStore>((stores, gate) => new GuardedTreeStore(stores.Trees, gate));
        Add<IPageStore>((stores, gate) => new GuardedPageStore(stores.Pages, gate));
        Add<IDraftLog>((stores, gate) => new GuardedDraftLog(stores.Drafts, gate));
        Add<IAccountStore>((stores, gate) => new GuardedAccountStore(stores.Accounts, gate));
        Add<IFileStore>((stores, gate) => new GuardedFileStore(stores.Files, gate));
        Add<ISettingStore>((stores, gate) => new GuardedSettingStore(stores.Settings, gate));
        Add<ITokenStore>((stores, gate) => new GuardedTokenStore(stores.Tokens, gate));
        // Keys are made by the framework when it needs one, and nobody could read without.
        Add<IProtectionKeyStore>((stores, _) => stores.Keys);
        // Who signs in while the wiki can only be read is recorded, too.
        Add<IAuditStore>((stores, _) => stores.Audit);

        void Add<T>(Func<WikiStores, WriteGate, T> make)
            where T : class =>
            services.AddSingleton(all =>
                make(all.GetRequiredService<Ungated>().Stores, all.GetRequiredService<WriteGate>())
            );
    }

    private sealed record Ungated(WikiStores Stores);
}
