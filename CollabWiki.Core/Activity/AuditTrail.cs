using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Activity;

/// <summary>Records what happens: hears of pages, accounts and spaces by itself, and is told of the rest. Waits until an entry is durable, unless the store fails; never throws.</summary>
public sealed class AuditTrail(AuditQueue queue, FailureFold failures, TimeProvider clock)
    : IPageEventHandler,
        IAccountEventHandler,
        ISpaceEventHandler
{
    /// <summary>Records an entry: true when it is durable, false when it waits because the store fails.</summary>
    public Task<bool> RecordAsync(AuditEntry entry) => queue.RecordAsync(entry);

    /// <summary>Records something that somebody did just now.</summary>
    public Task<bool> RecordAsync(string kind, AuditTarget target, Actor by, string details = "") =>
        RecordAsync(
            new AuditEntry
            {
                Kind = kind,
                At = clock.GetUtcNow(),
                By = by.User,
                From = by.From,
                Target = target,
                Details = details,
            }
        );

    public Task HandleAsync(PageEvent happened, CancellationToken ct) =>
        happened switch
        {
            PageEvent.Saved saved => RecordAsync(PageAudit.Of(saved)),
            PageEvent.Placed placed => RecordAsync(PageAudit.Of(placed, clock.GetUtcNow())),
            _ => Task.CompletedTask,
        };

    public Task HandleAsync(AccountEvent happened)
    {
        if (happened is AccountEvent.SignInFailed failed)
        {
            // Not waited for: how long a refusal takes must not tell which names exist.
            failures.Take(failed);
            return Task.CompletedTask;
        }
        return Task.WhenAll(AccountAudit.Of(happened, clock.GetUtcNow()).Select(RecordAsync));
    }

    public Task HandleAsync(SpaceEvent happened) =>
        Task.WhenAll(SpaceAudit.Of(happened, clock.GetUtcNow()).Select(RecordAsync));
}
