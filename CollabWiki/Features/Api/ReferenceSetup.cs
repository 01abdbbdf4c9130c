using Scalar.AspNetCore;

namespace CollabWiki.Features.Api;

/// <summary>The description of the API for programs, at /openapi/v1.json, and a page to read it and try it, at /openapi.</summary>
internal static class ReferenceSetup
{
    private const string Page = "/openapi";
    private const string Description = "/openapi/v1.json";

    // The page comes with all that it needs; whatever else it would like to fetch stays where it is. Its styles and some of its code are made as it runs.
    private const string Policy =
        "default-src 'none'; script-src 'nonce-{0}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddReference(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.ShouldInclude = description =>
                    description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
                options.AddDocumentTransformer<ApiDescription>();
                options.AddOperationTransformer<OperationDescription>();
            }
        );

    public static void MapReference(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference(
                Page,
                options =>
                {
                    options.WithTitle("API · CollabWiki");
                    options.WithOpenApiRoutePattern(Description);
                    options.WithNonce();
                    options.DisableDefaultFonts();
                    options.DisableTelemetry();
                    options.DisableAgent();
                    options.DisableMcp();
                    // Both lead to its makers.
                    options.HideDeveloperTools();
                    options.HideClientButton();
                    options.AddPreferredSecuritySchemes(ApiDescription.Scheme);
                }
            )
            .AddEndpointFilter(
                static (context, next) =>
                {
                    context.HttpContext.Response.OnStarting(
                        static state => Protect((HttpContext)state),
                        context.HttpContext
                    );
                    return next(context);
                }
            );
    }

    private static Task Protect(HttpContext context)
    {
        if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
        {
            context.Response.Headers.ContentSecurityPolicy = Policy.Replace(
                "{0}",
                nonce,
                StringComparison.Ordinal
            );
        }
        return Task.CompletedTask;
    }
}
