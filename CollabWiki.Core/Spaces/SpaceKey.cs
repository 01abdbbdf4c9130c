namespace CollabWiki.Core.Spaces;

/// <summary>The short name of a space in addresses: 2–20 of A–Z and 0–9, a letter first; written in capitals.</summary>
public readonly record struct SpaceKey
{
    private SpaceKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads a key without regard to case.</summary>
    public static bool TryParse(string? text, out SpaceKey key)
    {
        var value = text?.ToUpperInvariant() ?? "";
        var valid =
            value.Length is >= 2 and <= 20
            && char.IsAsciiLetterUpper(value[0])
            && value.All(char.IsAsciiLetterOrDigit);
        key = valid ? new SpaceKey(value) : default;
        return valid;
    }

    /// <summary>Reads a key that is known to be well formed.</summary>
    /// <exception cref="FormatException">It isn't one.</exception>
    public static SpaceKey Parse(string text) =>
        TryParse(text, out var key)
            ? key
            : throw new FormatException($"“{text}” is not the key of a space.");

    public override string ToString() => Value;
}
