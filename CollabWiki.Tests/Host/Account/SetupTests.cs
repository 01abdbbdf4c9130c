using System.Net;
using CollabWiki.Core.Accounts;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Account;

[Trait("layer", "host")]
public sealed class SetupTests : IAsyncDisposable
{
    private readonly HostedWiki wiki = new();

    [Theory]
    [InlineData("/")]
    [InlineData("/wiki/TEAM/welcome")]
    [InlineData("/account/signin")]
    [InlineData("/admin/people")]
    public async Task Every_page_of_a_new_wiki_leads_to_the_set_up(string address)
    {
        var answer = await wiki.Browser().GetAsync(address);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/setup", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_set_up_makes_an_administrator_who_is_signed_in_at_once()
    {
        var browser = wiki.Browser();

        var answer = await SetUpAsync(browser, "anna", HostedWiki.Password, HostedWiki.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/people")).StatusCode);
    }

    [Fact]
    public async Task The_set_up_is_gone_when_it_is_done()
    {
        await SetUpAsync(wiki.Browser(), "anna", HostedWiki.Password, HostedWiki.Password);

        var answer = await wiki.Browser().GetAsync("/setup");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("anna", "short", "short", "at least 10 characters")]
    [InlineData("anna", "password123", "password123", "tried first everywhere")]
    [InlineData("annabergstrom", "AnnaBergstrom", "AnnaBergstrom", "The password is the name")]
    [InlineData("anna", "violet river stone", "violet river", "The two passwords differ")]
    [InlineData("anna b", "violet river stone", "violet river stone", "without spaces")]
    public async Task What_is_wrong_is_said_and_nothing_is_made(
        string name,
        string password,
        string repeated,
        string said
    )
    {
        var answer = await SetUpAsync(wiki.Browser(), name, password, repeated);

        Assert.Contains(said, await HostedWiki.TextAsync(answer));
        Assert.Empty(await AccountsAsync());
    }

    [Fact]
    public async Task Two_who_set_up_at_once_make_one_administrator()
    {
        HttpClient[] browsers = [wiki.Browser(), wiki.Browser()];
        await Task.WhenAll(browsers.Select(browser => browser.GetStringAsync("/setup")));

        await Task.WhenAll(
            browsers.Select(
                (browser, i) =>
                    SetUpAsync(browser, $"admin{i}", HostedWiki.Password, HostedWiki.Password)
            )
        );

        Assert.Single(await AccountsAsync());
    }

    [Fact]
    public async Task The_environment_can_name_the_administrator()
    {
        wiki.Settings["COLLABWIKI_ADMIN_USER"] = "root";
        wiki.Settings["COLLABWIKI_ADMIN_PASSWORD"] = HostedWiki.Password;

        await wiki.SignInAsync("root");

        Assert.True(Assert.Single(await AccountsAsync()).IsAdministrator);
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    private static Task<HttpResponseMessage> SetUpAsync(
        HttpClient browser,
        string name,
        string password,
        string repeated
    ) =>
        HostedWiki.PostAsync(
            browser,
            "/setup",
            [
                new("Form.Name", name),
                new("Form.DisplayName", "Anna Bergström"),
                new("Form.Password", password),
                new("Form.Repeated", repeated),
            ]
        );

    private Task<IReadOnlyList<WikiUser>> AccountsAsync() =>
        wiki.Services.GetRequiredService<IAccountStore>().ListAsync("", 10, default);
}
