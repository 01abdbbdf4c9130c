using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Support;

/// <summary>An audit trail on a store, as one node has it, with a clock that the test moves.</summary>
internal sealed class AuditBench : IAsyncDisposable
{
    public AuditBench(IAuditStore store)
    {
        Store = store;
        Queue = new AuditQueue(store, Clock, NullLogger<AuditQueue>.Instance);
        Failures = new FailureFold(Queue, Clock);
        Trail = new AuditTrail(Queue, Failures, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Some.Time);

    public IAuditStore Store { get; }

    public AuditQueue Queue { get; }

    public FailureFold Failures { get; }

    public AuditTrail Trail { get; }

    public AuditRetention Retention(ISettingStore settings) =>
        new(Store, Trail, settings, Clock, NullLogger<AuditRetention>.Instance);

    public static AuditEntry Entry(string details) =>
        new()
        {
            Kind = AuditKind.PageSaved,
            At = Some.Time,
            By = Some.Anna,
            From = new Origin("192.0.2.7", "Browser"),
            Target = AuditTarget.Of(Some.Team),
            Details = details,
        };

    /// <summary>Records that many entries, one after the other.</summary>
    public async Task RecordAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Assert.True(await Trail.RecordAsync(Entry($"Entry {i}")));
        }
    }

    public async Task<IReadOnlyList<AuditLink>> AllAsync() =>
        await Store.ReadAsync(0, 10_000, default);

    public async Task<IReadOnlyList<AuditEntry>> EntriesAsync() =>
        [.. (await AllAsync()).Select(link => link.Entry!)];

    public Task<AuditVerdict> VerifyAsync(string? expected = null) =>
        new AuditVerifier(Store).VerifyAsync(
            expected is null ? null : AuditAnchor.Find(expected),
            progress: null,
            default
        );

    public static PageEvent.Saved Saved(PageId page, int version) =>
        new(Some.Version(page, version), "Text") { From = new Origin("192.0.2.7", "Browser") };

    public async ValueTask DisposeAsync()
    {
        await Failures.DisposeAsync();
        await Queue.DisposeAsync();
    }
}
