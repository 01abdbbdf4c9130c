using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Tokens;

/// <summary>What a program that has the token may do, of what its person may.</summary>
public enum TokenScope
{
    Read,
    Write,
}

/// <summary>A personal access token as it is kept: a hash of the secret, never the secret.</summary>
public sealed record AccessToken
{
    /// <summary>Characters that a token's name may have.</summary>
    public const int MaxName = 100;

    public required TokenId Id { get; init; }

    public required UserId User { get; init; }

    /// <summary>What it is for, in its person's words: 1–100 characters on one line.</summary>
    public required string Name { get; init; }

    public required TokenScope Scope { get; init; }

    /// <summary>SHA-256 of the secret, as hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null when it never ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute; null when it was never used.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Null while it wasn't taken back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    public bool IsUsable(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>Without the hash: records end up in logs.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
