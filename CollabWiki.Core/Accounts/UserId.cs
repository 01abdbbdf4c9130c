namespace CollabWiki.Core.Accounts;

/// <summary>Who: an account, for ever, whatever its name becomes.</summary>
public readonly record struct UserId(Guid Value)
{
    /// <summary>The wiki itself: what it writes on its own account (the sample space, an import without a name).</summary>
    public static readonly UserId System;

    public static UserId New() => new(Guid.CreateVersion7());

    /// <summary>Which of the twelve colours of people (0–11) this account has, everywhere and always.</summary>
    public int Color => Value.ToByteArray()[15] % 12;

    public static bool TryParse(string? text, out UserId id)
    {
        var valid = Guid.TryParse(text, out var value);
        id = new UserId(value);
        return valid;
    }

    public override string ToString() => Value.ToString();
}
