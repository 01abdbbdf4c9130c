namespace CollabWiki.Core.Activity;

/// <summary>Keeps the audit trail: one chain for the whole wiki, appended by condition that its end is where the writer thinks it is.</summary>
public interface IAuditStore
{
    /// <summary>The last entry as the head record says, which is kept apart from the entries; <see cref="AuditHead.None"/> before the first.</summary>
    Task<AuditHead> GetHeadAsync(CancellationToken ct);

    /// <summary>The end of the chain, to append behind: finishes first what a writer that died left half done.</summary>
    Task<AuditHead> CatchUpAsync(CancellationToken ct);

    /// <summary>Appends links that continue <paramref name="after"/>; false (and nothing written) unless that is the end. True also when these links are there already.</summary>
    Task<bool> TryAppendAsync(
        AuditHead after,
        IReadOnlyList<AuditLink> links,
        CancellationToken ct
    );

    /// <summary>
    /// Takes links of another store over as they are, flaws and gaps included, and that its chain ends at <paramref name="end"/>. Links that are there already stay as
    /// they are, and so does an end that is further.
    /// </summary>
    Task PutAsync(IReadOnlyList<AuditLink> links, AuditHead end, CancellationToken ct);

    /// <summary>Which of these events stand in the chain, up to the end that <see cref="CatchUpAsync"/> gave last.</summary>
    Task<IReadOnlySet<string>> FindEventsAsync(
        IReadOnlyCollection<string> events,
        CancellationToken ct
    );

    /// <summary>At most <paramref name="count"/> links with numbers above <paramref name="after"/>, in their order. What is missing in the table is missing here.</summary>
    Task<IReadOnlyList<AuditLink>> ReadAsync(long after, int count, CancellationToken ct);

    /// <summary>At most <paramref name="count"/> entries that match, newest first, those before <paramref name="before"/> (null: from the newest). May look at a part only and say where to go on.</summary>
    Task<AuditFound> FindAsync(
        AuditQuery query,
        AuditPlace? before,
        int count,
        CancellationToken ct
    );

    /// <summary>What stands for the entries that were removed; null when none were.</summary>
    Task<AuditSeal?> FindSealAsync(CancellationToken ct);

    /// <summary>Replaces all links up to the seal's by the seal; false (and nothing done) when another seal than <paramref name="before"/> is there.</summary>
    Task<bool> TrySealAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct);
}
