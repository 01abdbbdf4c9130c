namespace CollabWiki.Features.Admin.Audit;

/// <summary>Somebody or something that entries can be looked for by.</summary>
public sealed record AuditChoice(Guid Id, string Name, string About);
