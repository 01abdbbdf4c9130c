using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Hosting;

/// <summary>What the audit trail says about access tokens. Never a secret or its hash.</summary>
internal static class TokenTrail
{
    public static Task RecordMadeAsync(this AuditTrail trail, AccessToken token, Actor by) =>
        trail.RecordAsync(
            Entry(AuditKind.TokenCreated, token, token.CreatedAt, by) with
            {
                Details =
                    $"{Describe(token)}, {(token.Scope == TokenScope.Write ? "read and write" : "read")}, {End(token)}",
            }
        );

    /// <summary>Records that a token was taken back; of one that is taken back again nothing more.</summary>
    public static Task RecordRevokedAsync(this AuditTrail trail, AccessToken token, Actor by) =>
        trail.RecordAsync(
            Entry(AuditKind.TokenRevoked, token, token.RevokedAt!.Value, by) with
            {
                Details = Describe(token),
            }
        );

    private static AuditEntry Entry(string kind, AccessToken token, DateTimeOffset at, Actor by) =>
        new()
        {
            Event = $"{kind}/{token.Id}",
            Kind = kind,
            At = at,
            By = by.User,
            From = by.From,
            Target = AuditTarget.Of(token.User),
        };

    private static string Describe(AccessToken token) => $"“{token.Name}” ({token.Id})";

    private static string End(AccessToken token) =>
        token.ExpiresAt is { } end
            ? $"until {end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            : "without an end";
}
