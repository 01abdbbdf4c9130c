namespace CollabWiki.Core.Accounts;

/// <summary>Keeps accounts; each is one record, written by condition on its revision.</summary>
public interface IAccountStore
{
    Task<WikiUser?> FindAsync(UserId id, CancellationToken ct);

    /// <summary>Finds by sign-in name, without regard to case.</summary>
    Task<WikiUser?> FindByNameAsync(string name, CancellationToken ct);

    /// <summary>At most <paramref name="count"/> accounts in the order of their names, those after <paramref name="afterName"/> (empty: from the first).</summary>
    Task<IReadOnlyList<WikiUser>> ListAsync(string afterName, int count, CancellationToken ct);

    /// <summary>False when the name is taken.</summary>
    Task<bool> TryCreateAsync(WikiUser user, CancellationToken ct);

    /// <summary>Writes <paramref name="user"/> (its revision is one more than the stored one's); false when it was changed meanwhile or its new name is taken.</summary>
    Task<bool> TryUpdateAsync(WikiUser user, CancellationToken ct);

    /// <summary>Takes an account over as another store holds it, revision and all; one that is older than the kept one is ignored. False when another account has its name.</summary>
    Task<bool> TryPutAsync(WikiUser user, CancellationToken ct);
}
