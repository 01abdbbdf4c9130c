using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Tokens;

/// <summary>Keeps personal access tokens; a record changes only in when it was used and when it was taken back.</summary>
public interface ITokenStore
{
    Task<AccessToken?> FindAsync(TokenId id, CancellationToken ct);

    /// <summary>All tokens of an account, those that ended too, oldest first.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct);

    /// <summary>False, and nothing written, when there is a token of this id.</summary>
    Task<bool> TryCreateAsync(AccessToken token, CancellationToken ct);

    /// <summary>Notes that a token was used.</summary>
    Task TouchAsync(TokenId id, DateTimeOffset at, CancellationToken ct);

    /// <summary>Takes a token back for good; a second time changes nothing.</summary>
    Task RevokeAsync(TokenId id, DateTimeOffset at, CancellationToken ct);
}
