using Cassandra;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Transfer.Sample;

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
        services.AddSingleton<Gate>();
        services.AddSingleton<People>();
        services.AddSingleton<SpaceTrees>();
        services.AddSingleton<PageSaver>();
        services.AddSingleton<PageCreator>();
        services.AddSingleton<SampleSpace>();
        services.AddAudit();
        return services;
    }

    /// <summary>Waits until the stores can be used. False, and said in the log, when they can't: then the server must not start.</summary>
    public static async Task<bool> PrepareStoresAsync(this WebApplication app)
    {
        if (app.Services.GetService<CassandraDatabase>() is not { } database)
        {
            return true;
        }
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

    private static void AddSqlite(IServiceCollection services, WikiOptions options)
    {
        services.AddSingleton(_ =>
        {
            Directory.CreateDirectory(options.DataFolder);
            return SqliteDatabase.Open(Path.Combine(options.DataFolder, "wiki.db"));
        });
        services.AddSingleton<ISpaceStore, SqliteSpaceStore>();
        services.AddSingleton<ITreeStore, SqliteTreeStore>();
        services.AddSingleton<IPageStore, SqlitePageStore>();
        services.AddSingleton<IAccountStore, SqliteAccountStore>();
        services.AddSingleton<IFileStore, SqliteFileStore>();
        services.AddSingleton<IDraftLog, SqliteDraftLog>();
        services.AddSingleton<IPresenceStore, SqlitePresenceStore>();
        services.AddSingleton<INodeBoard, SqliteNodeBoard>();
        services.AddSingleton<IClaimStore, SqliteClaimStore>();
        services.AddSingleton<IProtectionKeyStore, SqliteProtectionKeyStore>();
        services.AddSingleton<ISettingStore, SqliteSettingStore>();
        services.AddSingleton<IAuditStore, SqliteAuditStore>();
    }

    private static void AddCassandra(IServiceCollection services, CassandraOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<CassandraDatabase>();
        services.AddSingleton<ISpaceStore, CassandraSpaceStore>();
        services.AddSingleton<ITreeStore, CassandraTreeStore>();
        services.AddSingleton<IPageStore, CassandraPageStore>();
        services.AddSingleton<IAccountStore, CassandraAccountStore>();
        services.AddSingleton<IFileStore, CassandraFileStore>();
        services.AddSingleton<IDraftLog, CassandraDraftLog>();
        services.AddSingleton<IPresenceStore, CassandraPresenceStore>();
        services.AddSingleton<INodeBoard, CassandraNodeBoard>();
        services.AddSingleton<IClaimStore, CassandraClaimStore>();
        services.AddSingleton<IProtectionKeyStore, CassandraProtectionKeyStore>();
        services.AddSingleton<ISettingStore, CassandraSettingStore>();
        services.AddSingleton<IAuditStore, CassandraAuditStore>();
    }
}
