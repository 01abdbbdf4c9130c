using CollabWiki.Components;
using CollabWiki.Components.Layout;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Diagnostics;
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

    /// <summary>Errors and missing pages in words for people who look for a page; what programs ask for is answered with the status alone.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = failure =>
                    failure is BadHttpRequestException bad
                        ? bad.StatusCode
                        : StatusCodes.Status500InternalServerError,
            }
        );
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<IExceptionHandlerFeature>() is not null)
                {
                    // The error page is asked for anew: not as the form whose sending failed, perhaps for its token.
                    context.Request.Method = HttpMethods.Get;
                    context.Features.Set<IAntiforgeryValidationFeature>(null);
                }
                return next(context);
            }
        );
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                var isForPeople =
                    HttpMethods.IsGet(request.Method)
                    && request
                        .Headers.Accept.ToString()
                        .Contains("text/html", StringComparison.Ordinal);
                if (!isForPeople && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                {
                    pages.Enabled = false;
                }
                return next(context);
            }
        );
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
                // SecurityHeaders says it all; a policy set here would take its place.
                options.ContentSecurityFrameAncestorsPolicy = null
            )
            .Add(AllowHead);
    }

    /// <summary>The framework maps pages for GET and POST alone; whoever looks whether a link still works asks for the head. The hubs that are mapped with the pages keep their methods.</summary>
    private static void AllowHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
        {
            endpoint.Metadata.Add(
                new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post])
            );
        }
    }
}
