using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Nodes;

/// <summary>What this process tells the other nodes of the wiki, and hears from them.</summary>
internal static class NodeSetup
{
    /// <summary>The link itself: for servers, which run it, and for commands, which only leave word.</summary>
    public static IServiceCollection AddNodeLink(this IServiceCollection services)
    {
        services.AddSingleton(all => new NodeInfo(
            NodeId.New(),
            $"{Environment.MachineName}/{Environment.ProcessId}",
            all.GetRequiredService<TimeProvider>().GetUtcNow(),
            Wire: ""
        ));
        services.AddSingleton<NodeLink>();
        services.AddSingleton<IPageEventHandler, PageNews>();
        return services;
    }

    /// <summary>Runs the link, over Redis where COLLABWIKI_REDIS names one ("host:port", or any configuration string of StackExchange.Redis).</summary>
    public static WebApplicationBuilder AddNodes(this WebApplicationBuilder builder)
    {
        var redis = builder.Configuration["COLLABWIKI_REDIS"];
        if (!string.IsNullOrWhiteSpace(redis))
        {
            builder.Services.AddSingleton<INodeWire>(all => new RedisWire(
                redis,
                all.GetRequiredService<ILogger<RedisWire>>()
            ));
        }
        builder.Services.AddNodeLink();
        builder.Services.AddHostedService<NodeService>();
        return builder;
    }
}
