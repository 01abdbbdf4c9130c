using CollabWiki.Core.Accounts;

namespace CollabWiki.Tests.Core.Accounts;

[Trait("layer", "unit")]
public sealed class AccountDetailsTests
{
    [Theory]
    [InlineData("anna", "Anna Bergström", "anna@example.org", null)]
    [InlineData("陈静怡", "陈 静怡", "", null)]
    [InlineData("", "Anna", "", AccountRefusal.NameMalformed)]
    [InlineData("anna b", "Anna", "", AccountRefusal.NameMalformed)]
    [InlineData("an\u200Bna", "Anna", "", AccountRefusal.NameMalformed)]
    [InlineData("anna", "Anna\u202Egnorts", "", AccountRefusal.DisplayNameMalformed)]
    [InlineData("anna", "Two\nlines", "", AccountRefusal.DisplayNameMalformed)]
    [InlineData("anna", "Anna", "not an address", AccountRefusal.EmailMalformed)]
    [InlineData("anna", "Anna", "@example.org", AccountRefusal.EmailMalformed)]
    public void Names_are_checked(string name, string display, string email, AccountRefusal? why) =>
        Assert.Equal(
            why,
            new AccountDetails(name, display, email, IsAdministrator: false).Tidy().Check()
        );

    [Fact]
    public void Blanks_go_and_an_empty_display_name_is_the_name() =>
        Assert.Equal(
            new AccountDetails("anna", "anna", "a@b", IsAdministrator: true),
            new AccountDetails(" anna ", "  ", " a@b ", IsAdministrator: true).Tidy()
        );

    [Theory]
    [InlineData("short", AccountRefusal.PasswordTooShort)]
    [InlineData("AnnaBergström", AccountRefusal.PasswordIsName)]
    [InlineData("Password123", AccountRefusal.PasswordCommon)]
    [InlineData("violet river", null)]
    public void Passwords_are_long_and_not_the_first_to_be_guessed(
        string password,
        AccountRefusal? why
    ) => Assert.Equal(why, PasswordRule.Check(password, "anna", "annabergström"));

    [Fact]
    public void A_generated_password_keeps_the_rule_and_comes_once()
    {
        var one = Passwords.Generate();

        Assert.Null(PasswordRule.Check(one, "anna", "Anna"));
        Assert.Matches("^[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}$", one);
        Assert.NotEqual(one, Passwords.Generate());
    }

    [Fact]
    public void An_account_in_a_log_does_not_show_its_hash() =>
        Assert.DoesNotContain("hash", Support.Some.User("anna").ToString());
}
