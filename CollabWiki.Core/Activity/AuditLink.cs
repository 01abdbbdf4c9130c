namespace CollabWiki.Core.Activity;

/// <summary>An entry in the chain, as it is stored: its number (1, 2, 3 …), its JSON, and the hash over number, JSON and the hash before.</summary>
public sealed record AuditLink(long Number, string Body, AuditHash Hash)
{
    /// <summary>What it says; null when somebody made it unreadable.</summary>
    public AuditEntry? Entry => AuditJson.Find(Body);

    public AuditHead Head => new(Number, Hash);
}
