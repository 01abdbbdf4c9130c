using System.Globalization;

namespace CollabWiki.Core.Activity;

/// <summary>Something that is wrong with the chain, at an entry (0: with what is kept beside it).</summary>
public sealed record AuditFlaw(long Number, string Why)
{
    public override string ToString() =>
        Number == 0 ? Why : string.Create(CultureInfo.InvariantCulture, $"Entry {Number}: {Why}");
}

/// <summary>What came of verifying the chain.</summary>
/// <param name="Count">Entries that were looked at.</param>
/// <param name="Last">The end of what was looked at.</param>
/// <param name="Flaws">The first of them; empty when the chain is sound.</param>
public sealed record AuditVerdict(
    long Count,
    AuditHead Last,
    AuditSeal? Seal,
    IReadOnlyList<AuditFlaw> Flaws
)
{
    public bool IsSound => Flaws.Count == 0;
}
