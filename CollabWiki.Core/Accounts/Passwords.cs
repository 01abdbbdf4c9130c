using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CollabWiki.Core.Accounts;

/// <summary>Hashes and compares passwords, and invents them.</summary>
public sealed class Passwords
{
    // No l, I, O, 0 and 1: a generated password is read out and typed.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly WikiUser Nobody = new()
    {
        Id = UserId.System,
        Name = "",
        DisplayName = "",
    };
    private readonly PasswordHasher<WikiUser> hasher;
    private readonly string nobodysHash;

    public Passwords()
        : this(rounds: 100_000) { }

    /// <param name="rounds">Of PBKDF2 with HMAC-SHA512; fewer are for tests.</param>
    internal Passwords(int rounds)
    {
        var options = new PasswordHasherOptions { IterationCount = rounds };
        hasher = new PasswordHasher<WikiUser>(Options.Create(options));
        nobodysHash = hasher.HashPassword(Nobody, Generate());
    }

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <summary>Takes the same time whether there is such an account or not, so that the clock tells nobody which names exist.</summary>
    public bool IsRight(WikiUser? user, string password)
    {
        var hash = user?.PasswordHash is { Length: > 0 } known ? known : null;
        var result = hasher.VerifyHashedPassword(Nobody, hash ?? nobodysHash, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>A new password of 16 characters in groups of four, 92 bits of chance.</summary>
    public static string Generate() =>
        string.Join(
            '-',
            RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(g => new string(g))
        );

    /// <summary>A new value for <see cref="WikiUser.SecurityStamp"/>.</summary>
    internal static string NewStamp() => RandomNumberGenerator.GetHexString(32);
}
