using CollabWiki.Core.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CollabWiki.Hosting.Keys;

/// <summary>The keys that protect cookies and forms, in the store that all nodes share.</summary>
internal static class KeySetup
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CollabWiki");
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<StoredKeyManager>();
        services.Replace(
            ServiceDescriptor.Singleton<IKeyManager>(all =>
                all.GetRequiredService<StoredKeyManager>()
            )
        );
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<StoredKeys>(
                (options, keys) =>
                {
                    options.XmlRepository = keys;
                    options.AutoGenerateKeys = false;
                }
            );
        // With the system's clock whatever the wiki's is: ASP.NET Core judges keys by that.
        services.AddSingleton(all =>
            ActivatorUtilities.CreateInstance<KeyKeeper>(all, TimeProvider.System)
        );
        services.AddHostedService(all => all.GetRequiredService<KeyKeeper>());
        return services;
    }

    /// <summary>Takes over the keys of earlier releases and waits until there is one.</summary>
    public static async Task PrepareKeysAsync(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        await KeyFiles.TakeOverAsync(
            Path.Combine(app.Services.GetRequiredService<WikiOptions>().DataFolder, "keys"),
            app.Services.GetRequiredService<IProtectionKeyStore>(),
            app.Logger,
            ct
        );
        await app.Services.GetRequiredService<KeyKeeper>().PrepareAsync(ct);
    }
}
