using CollabWiki.Components;
using CollabWiki.Components.Layout;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace CollabWiki.Features.Home;

/// <summary>What all pages need: components, circuits, MudBlazor for the interactive parts, the way into spaces.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Replace(ServiceDescriptor.Scoped<AntiforgeryStateProvider, FormTokens>());
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddMudServices();
        services.AddSingleton<Entrance>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton(all => new HtmlCache(
            all.GetRequiredService<IPageStore>(),
            all.GetRequiredService<PageRenderer>(),
            HtmlCache.DefaultCapacity
        ));
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
                // SecurityHeaders says it all; a policy set here would take its place.
                options.ContentSecurityFrameAncestorsPolicy = null
            );
    }
}
