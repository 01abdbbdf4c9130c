using CollabWiki.Core.Transfer;
using CollabWiki.Hosting;
using CollabWiki.Nodes;

namespace CollabWiki.Commands;

internal static class TransferSetup
{
    public static IServiceCollection AddTransfer(this IServiceCollection services) =>
        services
            .AddSingleton<TransferStores>()
            .AddSingleton<FolderImport>()
            .AddSingleton<FolderExport>();

    /// <summary>The services of a command: the stores and what stands on them, without a web server.</summary>
    public static ServiceProvider ForCommands()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ServiceCollection()
            .AddLogging()
            .AddStores(configuration)
            .AddNodeLink()
            .AddTransfer()
            .BuildServiceProvider();
    }
}
