namespace CollabWiki.Core.Accounts;

/// <summary>What a password must be: long, and not among the first to be tried. No rule about kinds of characters (NIST SP 800-63B, 3.1.1.2).</summary>
public static class PasswordRule
{
    public const int MinLength = 10;

    public const int MaxLength = 256;

    private static readonly HashSet<string> Commonest = new(StringComparer.OrdinalIgnoreCase)
    {
        "0000000000",
        "0123456789",
        "0987654321",
        "1111111111",
        "1122334455",
        "1234512345",
        "1234567890",
        "12345678910",
        "123456789a",
        "1234567891",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "9876543210",
        "aaaaaaaaaa",
        "abcd123456",
        "abcdefghij",
        "adminadmin",
        "administrator",
        "asdfghjkl;",
        "changeme123",
        "collabwiki",
        "hallo12345",
        "iloveyou12",
        "iloveyou123",
        "letmein123",
        "p@ssw0rd123",
        "password01",
        "password12",
        "password123",
        "password1234",
        "passwordpassword",
        "passwort12",
        "passwort123",
        "q1w2e3r4t5",
        "qazwsxedcr",
        "qwerty1234",
        "qwerty12345",
        "qwerty123456",
        "qwertyuiop",
        "qwertzuiop",
        "secret1234",
        "welcome123",
        "willkommen",
        "zxcvbnm123",
    };

    /// <summary>Why <paramref name="password"/> can't be that of the account with this name and display name; null when it can.</summary>
    public static AccountRefusal? Check(string password, string name, string displayName) =>
        password.Length < MinLength ? AccountRefusal.PasswordTooShort
        : password.Length > MaxLength ? AccountRefusal.PasswordTooLong
        : IsSame(password, name) || IsSame(password, displayName) ? AccountRefusal.PasswordIsName
        : Commonest.Contains(password) ? AccountRefusal.PasswordCommon
        : null;

    private static bool IsSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
