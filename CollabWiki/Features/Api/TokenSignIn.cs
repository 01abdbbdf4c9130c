using System.Security.Claims;
using System.Text.Encodings.Web;
using CollabWiki.Core.Access;
using CollabWiki.Core.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CollabWiki.Features.Api;

/// <summary>Signs a program in by the token in its header, for one request. Cookies count for nothing here, so that no other site can send a request in somebody's name.</summary>
internal sealed class TokenSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    AccessTokens tokens,
    AccountGuard guard
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "AccessToken";
    private const string TokenClaim = "collabwiki:token";
    private const string Bearer = "Bearer ";

    /// <summary>The token that a request came with.</summary>
    public static TokenId TokenOf(ClaimsPrincipal principal) =>
        TokenId.TryParse(principal.FindFirstValue(TokenClaim), out var id) ? id : default;

    /// <summary>What stands in the header Authorization as a bearer token; null when nothing does.</summary>
    public static string? Text(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Text(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }
        var ct = Context.RequestAborted;
        if (
            await tokens.CheckAsync(text, ct) is not { } token
            || await guard.CurrentAsync(new Viewer(token.User, "", IsAdministrator: false), ct)
                is not { IsSignedIn: true } viewer
        )
        {
            return AuthenticateResult.Fail("The token doesn’t work.");
        }
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, token.User.ToString()),
                new(ClaimTypes.Name, viewer.Name),
                new(TokenClaim, token.Id.ToString()),
            ],
            Scheme.Name
        );
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refusal(Text(Request) is not null).ExecuteAsync(Context);

    public static Problem Refusal(bool hasToken) =>
        hasToken
            ? Problem.Of(
                ProblemKind.TokenInvalid,
                "It was revoked, ran out, never was, or its account is disabled. Make another one under “Access tokens” in your account."
            )
            : Problem.Of(
                ProblemKind.TokenMissing,
                "Send the header “Authorization: Bearer cwt_…”. You make a token under “Access tokens” in your account."
            );
}
