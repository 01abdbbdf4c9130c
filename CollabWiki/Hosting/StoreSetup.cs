using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Transfer.Sample;

namespace CollabWiki.Hosting;

/// <summary>Chooses the stores; nothing else in the host knows which they are.</summary>
internal static class StoreSetup
{
    /// <summary>Adds the stores in the data folder and the services that stand right on them.</summary>
    public static IServiceCollection AddStores(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var options = WikiOptions.From(configuration);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
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
        services.AddSingleton<Gate>();
        services.AddSingleton<People>();
        services.AddSingleton<SpaceTrees>();
        services.AddSingleton<PageSaver>();
        services.AddSingleton<PageCreator>();
        services.AddSingleton<SampleSpace>();
        return services;
    }
}
