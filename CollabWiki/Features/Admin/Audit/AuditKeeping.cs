using CollabWiki.Core.Activity;
using CollabWiki.Core.Nodes;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>Each hour, on one node of those that run: removes entries that are too old. Each day: says in the log where the chain ends, so that a copy of that is elsewhere.</summary>
internal sealed class AuditKeeping(
    AuditRetention retention,
    IAuditStore store,
    IClaimStore claims,
    NodeInfo self,
    TimeProvider clock,
    ILogger<AuditKeeping> logger
) : BackgroundService
{
    private const string Work = "audit-retention";
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? told = null;
        while (true)
        {
            try
            {
                var now = clock.GetUtcNow();
                await PruneAsync(stoppingToken);
                if (told is null || now - told >= TimeSpan.FromDays(1))
                {
                    var head = await store.GetHeadAsync(stoppingToken);
                    logger.LogInformation("The audit trail ends at {Head}", head);
                    told = now;
                }
            }
            catch (Exception failure)
                when (failure is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(failure, "The audit trail could not be looked after.");
            }
            await Task.Delay(Every, clock, stoppingToken);
        }
    }

    private async Task PruneAsync(CancellationToken ct)
    {
        if (!await claims.TryClaimAsync(Work, self.Id, Every / 2, ct))
        {
            return;
        }
        var removed = await retention.PruneAsync(ct);
        if (removed > 0)
        {
            logger.LogInformation("Removed {Count} old entries of the audit trail.", removed);
        }
    }
}
