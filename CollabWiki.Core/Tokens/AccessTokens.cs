using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Tokens;

/// <summary>Makes, checks and takes back personal access tokens. Whether an account is disabled is asked at each use, by whoever looks at accounts anyway.</summary>
public sealed class AccessTokens(ITokenStore tokens, IAccountStore accounts, TimeProvider clock)
{
    /// <summary>Tokens that an account may have at once, those that ended not counted.</summary>
    public const int MaxUsable = 50;

    public const int MaxDays = 3650;

    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token; <paramref name="days"/> null: without an end. A second wish with the same <paramref name="id"/> is refused, so that a form that is sent twice makes one token.</summary>
    public async Task<TokenResult> CreateAsync(
        TokenId id,
        UserId user,
        string name,
        TokenScope scope,
        int? days,
        CancellationToken ct
    )
    {
        name = name.Trim().Composed();
        if (name.Length is 0 or > AccessToken.MaxName || name.Any(IsBreakOrControl))
        {
            return new TokenResult.Refused(TokenRefusal.NameMalformed);
        }
        if (days is < 1 or > MaxDays)
        {
            return new TokenResult.Refused(TokenRefusal.LifetimeMalformed);
        }
        if (await accounts.FindAsync(user, ct) is not { IsDisabled: false })
        {
            return new TokenResult.Refused(TokenRefusal.NoSuchAccount);
        }
        var now = clock.GetUtcNow();
        if ((await tokens.ListAsync(user, ct)).Count(token => token.IsUsable(now)) >= MaxUsable)
        {
            return new TokenResult.Refused(TokenRefusal.TooMany);
        }
        var text = TokenText.For(id);
        var token = new AccessToken
        {
            Id = id,
            User = user,
            Name = name,
            Scope = scope,
            Hash = text.Hash,
            CreatedAt = now,
            ExpiresAt = days is { } count ? now.AddDays(count) : null,
        };
        return await tokens.TryCreateAsync(token, ct)
            ? new TokenResult.Made(token, text)
            : new TokenResult.Refused(TokenRefusal.Repeated);
    }

    /// <summary>The token that a text is of, if it works now; notes its use, once a minute at most. Null for any other text: the caller can't tell why.</summary>
    public async Task<AccessToken?> CheckAsync(string? text, CancellationToken ct)
    {
        if (
            !TokenText.TryParse(text, out var parsed)
            || await FindUsableAsync(parsed.Id, ct) is not { } token
            || !parsed.IsOf(token)
        )
        {
            return null;
        }
        var now = clock.GetUtcNow();
        if (token.UsedAt is null || now - token.UsedAt >= UseGrain)
        {
            await tokens.TouchAsync(token.Id, now, ct);
        }
        return token;
    }

    /// <summary>A token that works now; null when it was taken back, ran out or never was.</summary>
    public async Task<AccessToken?> FindUsableAsync(TokenId id, CancellationToken ct) =>
        await tokens.FindAsync(id, ct) is { } token && token.IsUsable(clock.GetUtcNow())
            ? token
            : null;

    /// <summary>The tokens of an account that weren't taken back, newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct) =>
        [
            .. (await tokens.ListAsync(user, ct))
                .Where(token => token.RevokedAt is null)
                .OrderByDescending(token => token.CreatedAt),
        ];

    /// <summary>Takes a token back: from now on it doesn't work, not even in requests that have begun. Null when there is no such token, or it isn't <paramref name="user"/>'s.</summary>
    public async Task<AccessToken?> RevokeAsync(TokenId id, UserId? user, CancellationToken ct)
    {
        if (await tokens.FindAsync(id, ct) is not { } token || (user ?? token.User) != token.User)
        {
            return null;
        }
        var now = clock.GetUtcNow();
        await tokens.RevokeAsync(id, now, ct);
        return token with { RevokedAt = token.RevokedAt ?? now };
    }

    private static bool IsBreakOrControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
