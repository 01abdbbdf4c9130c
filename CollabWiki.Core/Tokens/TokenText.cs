using System.Buffers.Text;
using System.Security.Cryptography;

namespace CollabWiki.Core.Tokens;

/// <summary>A token as its holder has it: "cwt_" and, in base64url, 16 bytes that name it and 32 of secret. The prefix lets scanners find tokens that leaked.</summary>
public sealed class TokenText
{
    public const string Prefix = "cwt_";
    private const int IdBytes = 16;
    private const int SecretBytes = 32;
    private const int Length = 4 + ((IdBytes + SecretBytes) * 4 / 3);

    private readonly byte[] secret;

    private TokenText(TokenId id, byte[] secret)
    {
        Id = id;
        this.secret = secret;
    }

    public TokenId Id { get; }

    /// <summary>What is kept of the secret. Its 256 random bits need no slow hash.</summary>
    public string Hash => Convert.ToHexString(SHA256.HashData(secret));

    /// <summary>A new secret for a token.</summary>
    public static TokenText For(TokenId id) => new(id, RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool TryParse(string? text, out TokenText token)
    {
        token = new TokenText(default, []);
        if (text?.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }
        var bytes = new byte[IdBytes + SecretBytes];
        // Strict: one token has one text.
        if (
            !Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), bytes, out var written)
            || written != bytes.Length
        )
        {
            return false;
        }
        token = new TokenText(
            new TokenId(new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true)),
            bytes[IdBytes..]
        );
        return true;
    }

    /// <summary>Whether this is the text of a kept token.</summary>
    public bool IsOf(AccessToken kept) =>
        kept.Id == Id
        && CryptographicOperations.FixedTimeEquals(
            Convert.FromHexString(kept.Hash),
            SHA256.HashData(secret)
        );

    /// <summary>The text with the secret: shown once, to whoever made it.</summary>
    public string Reveal() =>
        Prefix + Base64Url.EncodeToString([.. Id.Value.ToByteArray(bigEndian: true), .. secret]);

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Prefix}… ({Id})";
}
