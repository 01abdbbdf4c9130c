using System.Security.Claims;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CollabWiki.Features.Account;

/// <summary>Writes what <see cref="ViewerClaims"/> reads.</summary>
internal sealed class SignInClaims(IOptions<IdentityOptions> options)
    : IUserClaimsPrincipalFactory<SignInAccount>
{
    public Task<ClaimsPrincipal> CreateAsync(SignInAccount user)
    {
        var account = user.User;
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, account.DisplayName));
        identity.AddClaim(
            new Claim(options.Value.ClaimsIdentity.SecurityStampClaimType, account.SecurityStamp)
        );
        if (account.IsAdministrator)
        {
            identity.AddClaim(new Claim(ViewerClaims.Administrator, "yes"));
        }
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
