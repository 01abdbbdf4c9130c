using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Hosting;

/// <summary>The audit trail: for servers and for commands alike, so that neither writes past it.</summary>
internal static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditQueue>();
        services.AddSingleton<FailureFold>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IPageEventHandler>(all => all.GetRequiredService<AuditTrail>());
        services.AddSingleton<IAccountEventHandler>(all => all.GetRequiredService<AuditTrail>());
        services.AddSingleton<ISpaceEventHandler>(all => all.GetRequiredService<AuditTrail>());
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<AuditRetention>();
        services.AddSingleton<AuditNames>();
        services.AddSingleton<AuditExport>();
        return services;
    }
}
