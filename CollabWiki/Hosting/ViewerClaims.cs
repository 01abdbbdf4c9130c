using System.Security.Claims;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Hosting;

/// <summary>The claims of the sign-in cookie, and the <see cref="Viewer"/> that they stand for.</summary>
internal static class ViewerClaims
{
    /// <summary>Has the value "yes" for an administrator of the wiki.</summary>
    public const string Administrator = "collabwiki:administrator";

    /// <summary>The account's security stamp when the sign-in began (the name is Identity's).</summary>
    public const string Stamp = "AspNet.Identity.SecurityStamp";

    /// <summary><see cref="ClaimTypes.NameIdentifier"/> is the account's id, <see cref="ClaimTypes.Name"/> its display name.</summary>
    public static Viewer ToViewer(this ClaimsPrincipal? principal) =>
        principal?.Identity?.IsAuthenticated == true
        && UserId.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Viewer(
                id,
                principal.FindFirstValue(ClaimTypes.Name) ?? "",
                principal.HasClaim(Administrator, "yes")
            )
            {
                Stamp = principal.FindFirstValue(Stamp) ?? "",
            }
            : Viewer.Anonymous;
}
