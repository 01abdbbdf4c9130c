namespace CollabWiki.Core.Activity;

/// <summary>A SHA-256 as 64 hexadecimal digits, in small letters.</summary>
public readonly record struct AuditHash(string Hex)
{
    /// <summary>What the first entry follows.</summary>
    public static readonly AuditHash Start = new(new string('0', 64));

    public static bool TryParse(string? text, out AuditHash hash)
    {
        var hex = text?.Trim().ToLowerInvariant() ?? "";
        hash = new AuditHash(hex);
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigit);
    }

    public override string ToString() => Hex;
}
