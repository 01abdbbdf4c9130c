using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CollabWiki.Features.Api;

/// <summary>What the description says about the API as a whole.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public const string Scheme = "accessToken";

    private const string About =
        "Spaces, pages, texts and versions of this wiki. Each request carries a personal access token. "
        + "A text’s ETag names its version; a save names in If-Match the version that it started from, and never writes over what others saved since. "
        + "Failures are problem details (RFC 9457), told apart by their “type”.";

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "CollabWiki",
            Version = "1",
            Description = About,
        };
        // Relative to wherever the document came from: behind a proxy the server doesn't know its own address.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "cwt_…",
                Description =
                    "A personal access token, made under “Access tokens” in your account.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Scheme, document)] = [],
            },
        ];
        return Task.CompletedTask;
    }
}
