namespace CollabWiki.Core.Nodes;

/// <summary>A table of the cluster's keyspace: how it is kept, and how the wiki wants it.</summary>
/// <param name="Caching">As the cluster says.</param>
/// <param name="WantedCaching">As the wiki's schema and settings say; empty: as it comes.</param>
/// <param name="Compaction">As the cluster says.</param>
/// <param name="WantedCompaction">As the wiki's schema says; empty: as it comes.</param>
public sealed record StoreTable(
    string Name,
    string Caching,
    string WantedCaching,
    string Compaction,
    string WantedCompaction
)
{
    /// <summary>Whether somebody changed it by hand, or a change hasn't been made yet.</summary>
    public bool Differs =>
        (WantedCaching.Length > 0 && WantedCaching != Caching)
        || (WantedCompaction.Length > 0 && WantedCompaction != Compaction);
}
