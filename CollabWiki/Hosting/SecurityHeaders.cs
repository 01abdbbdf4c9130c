namespace CollabWiki.Hosting;

/// <summary>What each answer tells browsers not to do.</summary>
internal static class SecurityHeaders
{
    // Styles inline: MudBlazor places its popovers so. Images from elsewhere: pages may show them.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; "
        + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                // At the last moment: an error page starts with clean headers.
                context.Response.OnStarting(static state => Write((HttpContext)state), context);
                return next(context);
            }
        );
        return app;
    }

    private static Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        // A file may come with a complete and stricter policy; Blazor's own says who may frame a page and no more.
        if (
            !headers
                .ContentSecurityPolicy.ToString()
                .Contains("default-src", StringComparison.Ordinal)
        )
        {
            headers.ContentSecurityPolicy = Policy;
        }
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
        return Task.CompletedTask;
    }
}
