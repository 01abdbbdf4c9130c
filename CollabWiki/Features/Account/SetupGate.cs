using CollabWiki.Core.Accounts;
using Microsoft.AspNetCore.StaticAssets;

namespace CollabWiki.Features.Account;

/// <summary>Leads to the set-up while there is no account; hides it as soon as there is one.</summary>
internal sealed class SetupGate(RequestDelegate next, FirstAdministrator first)
{
    public const string Address = "/setup";

    public async Task InvokeAsync(HttpContext context)
    {
        var isSetup = context.Request.Path.Equals(Address, StringComparison.OrdinalIgnoreCase);
        var isMissing = await first.IsMissingAsync(context.RequestAborted);
        if (isSetup && !isMissing)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (isMissing && !isSetup && !IsNeededForSetup(context))
        {
            context.Response.Redirect(Address);
        }
        else
        {
            await next(context);
        }
    }

    // What the page itself loads, and what watches over the server.
    private static bool IsNeededForSetup(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || context.Request.Path.StartsWithSegments("/_framework", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/_content", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        // Programs can't fill in the form; they are told that they have no token.
        || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
