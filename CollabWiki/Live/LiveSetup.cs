using System.Text.Json.Serialization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using Microsoft.AspNetCore.Mvc;

namespace CollabWiki.Live;

/// <summary>Adds live editing: the open drafts and the hub at /hubs/live.</summary>
internal static class LiveSetup
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ILiveAudience, HubAudience>();
        services.AddSingleton<LiveServices>();
        services.AddSingleton(provider => new LivePages(
            new Lazy<LiveServices>(provider.GetRequiredService<LiveServices>),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IPageEventHandler>(provider =>
            provider.GetRequiredService<LivePages>()
        );
        services.AddSingleton<INodeListener>(provider => provider.GetRequiredService<LivePages>());
        services.AddSingleton<CursorNews>();
        services.AddSingleton<INodeListener>(provider => provider.GetRequiredService<CursorNews>());
        services.AddSingleton<RightsNews>();
        services.AddSingleton<IAccountWatcher>(provider =>
            provider.GetRequiredService<RightsNews>()
        );
        services.AddSingleton<ISpaceWatcher>(provider => provider.GetRequiredService<RightsNews>());
        services.AddSingleton<IPageEventHandler>(provider =>
            provider.GetRequiredService<RightsNews>()
        );
        services.AddSingleton<INodeListener>(provider => provider.GetRequiredService<RightsNews>());
        services.AddSingleton<LiveGate>();
        services.AddSingleton<LiveConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveConnections>());
        services
            .AddSignalR(options =>
            {
                options.KeepAliveInterval = TimeSpan.FromSeconds(3);
                // A client’s pings queue behind a large push on a slow line.
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            })
            // Circuits, which anybody can open, keep the small limit.
            .AddHubOptions<LiveHub>(options =>
                options.MaximumReceiveMessageSize = LiveHub.MaxMessageBytes
            )
            .AddJsonProtocol(options =>
                options.PayloadSerializerOptions.DefaultIgnoreCondition =
                    JsonIgnoreCondition.WhenWritingNull
            );
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        // Not RequireAuthorization alone: who may edit is asked at each call, and a closed door would answer 302 to a script.
        app.MapHub<LiveHub>("/hubs/live", options => options.AllowStatefulReconnects = false)
            .RequireAuthorization()
            // Nor would a page for people help a script: re-executed, a 401 becomes a 400 of the antiforgery check.
            .WithMetadata(new SkipStatusCodePagesAttribute());
        return app;
    }
}
