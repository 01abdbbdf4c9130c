namespace CollabWiki.Core.Accounts;

/// <summary>What is said about an account, apart from what it signs in by.</summary>
public sealed record AccountDetails(
    string Name,
    string DisplayName,
    string Email,
    bool IsAdministrator
)
{
    public static AccountDetails Of(WikiUser user) =>
        new(user.Name, user.DisplayName, user.Email, user.IsAdministrator);

    /// <summary>Without the blanks that fingers leave around names; an empty display name is the name.</summary>
    public AccountDetails Tidy()
    {
        var name = Name.Trim().Composed();
        var displayName = DisplayName.Trim().Composed();
        return this with
        {
            Name = name,
            DisplayName = displayName.Length == 0 ? name : displayName,
            Email = Email.Trim(),
        };
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public AccountRefusal? Check() =>
        Name.Length is 0 or > 64 || Name.Any(c => char.IsWhiteSpace(c) || !IsText(c))
            ? AccountRefusal.NameMalformed
        : DisplayName.Length is 0 or > 100 || !DisplayName.All(IsText)
            ? AccountRefusal.DisplayNameMalformed
        : Email.Length > 0 && !IsEmail(Email) ? AccountRefusal.EmailMalformed
        : null;

    // An address is proved by a mail that arrives, not by its form: this only catches what is in the wrong field.
    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= 254
            && at > 0
            && at < text.Length - 1
            && text.All(c => !char.IsWhiteSpace(c) && IsText(c));
    }

    private static bool IsText(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c)
            is not (
                System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
            );

    internal WikiUser ApplyTo(WikiUser user) =>
        user with
        {
            Name = Name,
            DisplayName = DisplayName,
            Email = Email,
            IsAdministrator = IsAdministrator,
        };
}
