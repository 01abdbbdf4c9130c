using CollabWiki.Core.Activity;

namespace CollabWiki.Tests.Support;

/// <summary>A store of the audit trail that fails when it is told to.</summary>
internal sealed class UnsteadyAuditStore(IAuditStore inner) : IAuditStore
{
    public const string Words = "The store can’t be reached.";

    public bool IsBroken { get; set; }

    /// <summary>Writes, and then fails all the same.</summary>
    public bool LosesAnswers { get; set; }

    public Task<AuditHead> GetHeadAsync(CancellationToken ct) => inner.GetHeadAsync(Steady(ct));

    public Task<AuditHead> CatchUpAsync(CancellationToken ct) => inner.CatchUpAsync(Steady(ct));

    public async Task<bool> TryAppendAsync(
        AuditHead after,
        IReadOnlyList<AuditLink> links,
        CancellationToken ct
    )
    {
        var done = await inner.TryAppendAsync(after, links, Steady(ct));
        return LosesAnswers ? throw new IOException(Words) : done;
    }

    public Task PutAsync(IReadOnlyList<AuditLink> links, AuditHead end, CancellationToken ct) =>
        inner.PutAsync(links, end, Steady(ct));

    public Task<IReadOnlySet<string>> FindEventsAsync(
        IReadOnlyCollection<string> events,
        CancellationToken ct
    ) => inner.FindEventsAsync(events, Steady(ct));

    public Task<IReadOnlyList<AuditLink>> ReadAsync(long after, int count, CancellationToken ct) =>
        inner.ReadAsync(after, count, Steady(ct));

    public Task<AuditFound> FindAsync(
        AuditQuery query,
        AuditPlace? before,
        int count,
        CancellationToken ct
    ) => inner.FindAsync(query, before, count, Steady(ct));

    public Task<AuditSeal?> FindSealAsync(CancellationToken ct) => inner.FindSealAsync(Steady(ct));

    public Task<bool> TrySealAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct) =>
        inner.TrySealAsync(before, seal, Steady(ct));

    private CancellationToken Steady(CancellationToken ct) =>
        IsBroken ? throw new IOException(Words) : ct;
}
