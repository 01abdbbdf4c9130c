namespace CollabWiki.Core.Tokens;

/// <summary>A personal access token, for ever; no secret: it stands in lists and logs.</summary>
public readonly record struct TokenId(Guid Value)
{
    public static TokenId New() => new(Guid.CreateVersion7());

    public static bool TryParse(string? text, out TokenId id)
    {
        var valid = Guid.TryParse(text, out var value);
        id = new TokenId(value);
        return valid;
    }

    public override string ToString() => Value.ToString();
}
