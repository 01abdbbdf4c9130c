using System.Globalization;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Hosting;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>Sends the entries that a filter finds as a file. Whoever asks for it is in the trail before the first byte.</summary>
internal static class AuditDownload
{
    public static async Task SendAsync(
        HttpContext http,
        AccountGuard guard,
        AuditTrail trail,
        AuditExport export,
        TimeProvider clock
    )
    {
        var ct = http.RequestAborted;
        var viewer = await guard.CurrentAsync(http.User.ToViewer(), ct);
        if (viewer.User is not { } user || !AccessRules.MayAdministerWiki(viewer))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var format = http.Request.Query["format"] == "csv" ? "csv" : "jsonl";
        var filter = AuditFilter.Of(http.Request.Query);
        var by = new Actor(user, CurrentOrigin.Of(http));
        await trail.RecordAsync(
            AuditKind.AuditExported,
            AuditTarget.Wiki,
            by,
            $"as {format}: {filter}"
        );
        var day = clock
            .GetUtcNow()
            .UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        http.Response.ContentType =
            format == "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        http.Response.Headers.ContentDisposition =
            $"attachment; filename=\"collabwiki-audit-{day}.{format}\"";
        http.Response.Headers.CacheControl = "no-store";
        await using var writer = AuditStream.Writer(http.Response.Body, format);
        await export.WriteAsync(writer, AuditStream.FormatOf(format), filter.ToQuery(), ct);
    }
}
