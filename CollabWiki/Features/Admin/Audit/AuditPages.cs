using CollabWiki.Hosting;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>The pages of the audit trail, and what is done with it by itself.</summary>
internal static class AuditPages
{
    public static WebApplicationBuilder AddAuditPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AuditListing>();
        builder.Services.AddHostedService<AuditKeeping>();
        return builder;
    }

    public static void MapAudit(this WebApplication app) =>
        app.MapGet("/admin/audit/export", AuditDownload.SendAsync)
            .RequireAuthorization(ViewerClaims.Administrator);
}
