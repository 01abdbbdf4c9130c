using System.Net;
using System.Text.RegularExpressions;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Account;

[Trait("layer", "host")]
public sealed partial class TokensPageTests : IAsyncLifetime
{
    private const string Address = "/account/tokens";
    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private HttpClient browser = null!;

    private AccessTokens Tokens => wiki.Services.GetRequiredService<AccessTokens>();

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna");
        browser = await wiki.SignInAsync("anna");
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in()
    {
        var answer = await wiki.Browser().GetAsync(Address);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(
            "/account/signin",
            answer.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_token_is_shown_once_and_works()
    {
        Assert.Contains(
            "No tokens yet",
            await browser.GetStringAsync(Address),
            StringComparison.Ordinal
        );

        var answer = await MakeAsync("Nightly report", "write", "30");

        var text = Shown().Match(await answer.Content.ReadAsStringAsync()).Groups["token"].Value;
        var token = await Tokens.CheckAsync(text, default);
        Assert.Equal(
            (anna.Id, "Nightly report", TokenScope.Write),
            (token!.User, token.Name, token.Scope)
        );
        Assert.Equal(token.CreatedAt.AddDays(30), token.ExpiresAt);
        Assert.Contains(
            "no-store",
            answer.Headers.CacheControl!.ToString(),
            StringComparison.Ordinal
        );
        var later = await browser.GetStringAsync(Address);
        Assert.Contains("Nightly report", later, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenText.Prefix, later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_token()
    {
        var attempt = KeyValuePair.Create("Form.Attempt", TokenId.New().ToString());
        await MakeAsync("One", "read", "7", attempt);

        var again = await HostedWiki.TextAsync(await MakeAsync("One", "read", "7", attempt));

        Assert.Contains("was sent before", again, StringComparison.Ordinal);
        Assert.Single(await Tokens.ListAsync(anna.Id, default));
    }

    [Fact]
    public async Task A_token_is_revoked_by_whose_it_is()
    {
        var text = Shown()
            .Match(await (await MakeAsync("One", "read", "0")).Content.ReadAsStringAsync())
            .Groups["token"]
            .Value;
        var id = (await Tokens.CheckAsync(text, default))!.Id;
        await wiki.AddAsync("ben");
        var ben = await wiki.SignInAsync("ben");

        await HostedWiki.PostAsync(ben, Address, [], handler: $"revoke-{id}");
        Assert.NotNull(await Tokens.CheckAsync(text, default));
        var answer = await HostedWiki.PostAsync(browser, Address, [], handler: $"revoke-{id}");

        Assert.Contains(
            "doesn’t work any more",
            await HostedWiki.TextAsync(answer),
            StringComparison.Ordinal
        );
        Assert.Null(await Tokens.CheckAsync(text, default));
    }

    [Theory]
    [InlineData("", "read", "7")]
    [InlineData("x", "read", "-1")]
    [InlineData("x", "read", "99999")]
    public async Task What_can_not_be_is_refused_in_words(string name, string scope, string days)
    {
        var text = await HostedWiki.TextAsync(await MakeAsync(name, scope, days));

        Assert.Contains("A token ", text, StringComparison.Ordinal);
        Assert.Empty(await Tokens.ListAsync(anna.Id, default));
    }

    [Fact]
    public async Task A_form_from_elsewhere_makes_no_token()
    {
        using var form = new FormUrlEncodedContent([
            new("_handler", "token"),
            new("Form.Name", "x"),
            new("Form.Scope", "write"),
            new("Form.Days", "0"),
        ]);

        var answer = await browser.PostAsync(Address, form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await Tokens.ListAsync(anna.Id, default));
    }

    private Task<HttpResponseMessage> MakeAsync(
        string name,
        string scope,
        string days,
        params KeyValuePair<string, string>[] more
    ) =>
        HostedWiki.PostAsync(
            browser,
            Address,
            [
                new("Form.Name", name),
                new("Form.Scope", scope),
                new("Form.Days", days),
                .. more.DefaultIfEmpty(new("Form.Attempt", TokenId.New().ToString())),
            ],
            handler: "token"
        );

    [GeneratedRegex(
        "<code id=\"token\">(?<token>[^<]+)</code>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Shown();
}
