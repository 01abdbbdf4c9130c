namespace CollabWiki.Core.Nodes;

/// <summary>Keeps the keys that protect cookies and forms, so that each node reads what another wrote. Whoever reads them can forge any sign-in.</summary>
public interface IProtectionKeyStore
{
    Task<IReadOnlyList<ProtectionKey>> ListAsync(CancellationToken ct);

    /// <summary>Adds a key; one of the same name is replaced.</summary>
    Task SaveAsync(ProtectionKey key, CancellationToken ct);
}

/// <summary>A key, or the revocation of one, as ASP.NET Core's data protection writes it.</summary>
public sealed record ProtectionKey(string Name, string Xml);
