using CollabWiki.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CollabWiki.Features.Account;

/// <summary>Shows Identity the accounts that may be signed in: those that aren't disabled.</summary>
internal sealed class SignInStore(IAccountStore accounts) : IUserSecurityStampStore<SignInAccount>
{
    public async Task<SignInAccount?> FindByIdAsync(string userId, CancellationToken ct) =>
        UserId.TryParse(userId, out var id) ? Show(await accounts.FindAsync(id, ct)) : null;

    public async Task<SignInAccount?> FindByNameAsync(
        string normalizedUserName,
        CancellationToken ct
    ) => Show(await accounts.FindByNameAsync(normalizedUserName, ct));

    public Task<string> GetUserIdAsync(SignInAccount user, CancellationToken ct) =>
        Task.FromResult(user.User.Id.ToString());

    public Task<string?> GetUserNameAsync(SignInAccount user, CancellationToken ct) =>
        Task.FromResult<string?>(user.User.Name);

    public Task<string?> GetNormalizedUserNameAsync(SignInAccount user, CancellationToken ct) =>
        Task.FromResult<string?>(user.User.Name.ToUpperInvariant());

    public Task<string?> GetSecurityStampAsync(SignInAccount user, CancellationToken ct) =>
        Task.FromResult<string?>(user.User.SecurityStamp);

    public Task SetUserNameAsync(SignInAccount user, string? userName, CancellationToken ct) =>
        throw ReadOnly();

    public Task SetNormalizedUserNameAsync(
        SignInAccount user,
        string? normalizedName,
        CancellationToken ct
    ) => throw ReadOnly();

    public Task SetSecurityStampAsync(SignInAccount user, string stamp, CancellationToken ct) =>
        throw ReadOnly();

    public Task<IdentityResult> CreateAsync(SignInAccount user, CancellationToken ct) =>
        throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(SignInAccount user, CancellationToken ct) =>
        throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(SignInAccount user, CancellationToken ct) =>
        throw ReadOnly();

    public void Dispose() { }

    private static SignInAccount? Show(WikiUser? user) =>
        user is { IsDisabled: false } ? new SignInAccount(user) : null;

    private static NotSupportedException ReadOnly() =>
        new("Accounts are made by AccountCreator and changed by AccountEditor.");
}
