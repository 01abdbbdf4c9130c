namespace CollabWiki.Core.Spaces;

/// <summary>Keeps spaces; each is one record, written by condition on its revision.</summary>
public interface ISpaceStore
{
    Task<Space?> FindAsync(SpaceKey key, CancellationToken ct);

    /// <summary>All spaces in the order of their keys.</summary>
    Task<IReadOnlyList<Space>> ListAsync(CancellationToken ct);

    /// <summary>False when the key is taken.</summary>
    Task<bool> TryCreateAsync(Space space, CancellationToken ct);

    /// <summary>Writes <paramref name="space"/> (its revision is one more than the stored one's); false when it was changed meanwhile.</summary>
    Task<bool> TryUpdateAsync(Space space, CancellationToken ct);

    /// <summary>Takes a space over as another store holds it, revision and all; one that is older than the kept one is ignored.</summary>
    Task PutAsync(Space space, CancellationToken ct);
}
