using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CollabWiki.Features.Api;

/// <summary>The REST API at /api/v1; docs/api.md describes it.</summary>
internal static class ApiFeature
{
    public const string Root = "/api/v1";

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ApiEntry>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<TextSaver>();
        services.AddSingleton<PageMaker>();
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.SchemeName, _ => { });
        services.AddRateLimiter(_ => { });
        // Texts in all scripts stay readable; nothing here is ever put into HTML.
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            // The description says what is read and written: numbers as numbers alone.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddReference();
        return builder;
    }

    /// <summary>Problems and limits; stands before everything that finds out who asks.</summary>
    public static void UseApi(this WebApplication app)
    {
        var limits = ApiLimits.Of(app.Services.GetRequiredService<WikiOptions>().ApiRate);
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            api => api.UseMiddleware<ProblemAnswers>().UseRateLimiter(limits)
        );
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root)
            .RequireAuthorization(
                new AuthorizationPolicyBuilder(TokenSignIn.SchemeName)
                    .RequireAuthenticatedUser()
                    .Build()
            )
            .WithMetadata(new SkipStatusCodePagesAttribute())
            .AddEndpointFilter(
                static (context, next) =>
                {
                    // What only some may read, shared caches must not keep.
                    var headers = context.HttpContext.Response.Headers;
                    headers.CacheControl = "private, no-cache";
                    headers.Vary = "Authorization";
                    return next(context);
                }
            )
            .Problems(400, 401, 429, 500);
        api.MapSpaces();
        api.MapNewPages();
        api.MapPlaces();
        api.MapTexts();
        api.MapVersions();
        app.MapReference();
    }

    /// <summary>Maps GET, and HEAD, which the description leaves out.</summary>
    public static RouteHandlerBuilder MapRead(
        this RouteGroupBuilder api,
        string pattern,
        Delegate handler
    )
    {
        api.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription();
        return api.MapGet(pattern, handler);
    }

    /// <summary>Says which problems an endpoint answers with.</summary>
    public static T Problems<T>(this T endpoint, params int[] statuses)
        where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(
                new ProducesResponseTypeMetadata(
                    status,
                    typeof(ProblemDetails),
                    [Problem.ContentType]
                )
            );
        }
        return endpoint;
    }
}
