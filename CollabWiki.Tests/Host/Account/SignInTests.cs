using System.Net;
using CollabWiki.Core.Accounts;
using CollabWiki.Features.Account;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Account;

[Trait("layer", "host")]
public sealed class SignInTests : IAsyncLifetime
{
    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private WikiUser ben = null!;

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna", isAdministrator: true);
        ben = await wiki.AddAsync("ben");
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task Signing_in_leads_to_where_one_wanted_to_go()
    {
        var browser = wiki.Browser();
        var asked = await browser.GetAsync("/account");
        Assert.Equal("/account/signin", asked.Headers.Location?.AbsolutePath);

        var answer = await HostedWiki.SignInAsync(
            browser,
            "ANNA",
            HostedWiki.Password,
            asked.Headers.Location!.PathAndQuery
        );

        Assert.Equal("/account", answer.Headers.Location?.AbsolutePath);
        Assert.Contains("anna", await browser.GetStringAsync("/account"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_return_address_elsewhere_is_refused(string address)
    {
        var answer = await HostedWiki.SignInAsync(
            wiki.Browser(),
            "anna",
            HostedWiki.Password,
            "/account/signin?returnUrl=" + Uri.EscapeDataString(address)
        );

        Assert.Equal("http://localhost/", answer.Headers.Location?.AbsoluteUri);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts_a_session()
    {
        var answer = await HostedWiki.SignInAsync(wiki.Browser(), "anna", HostedWiki.Password);

        var cookie = Cookie(answer);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.DoesNotContain("expires", cookie);
    }

    [Fact]
    public async Task Staying_signed_in_keeps_the_cookie_for_two_weeks()
    {
        var answer = await HostedWiki.PostAsync(
            wiki.Browser(),
            "/account/signin",
            [
                new("Form.Name", "anna"),
                new("Form.Password", HostedWiki.Password),
                new("Form.Stay", "true"),
            ]
        );

        Assert.Contains("expires", Cookie(answer));
    }

    [Theory]
    [InlineData("anna", "wrong password")]
    [InlineData("nobody", "wrong password")]
    [InlineData("", "")]
    public async Task Wrong_name_and_wrong_password_get_the_same_answer(
        string name,
        string password
    )
    {
        var answer = await HostedWiki.SignInAsync(wiki.Browser(), name, password);

        Assert.Contains("don’t belong together", await HostedWiki.TextAsync(answer));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_account_rests_after_ten_wrong_passwords_and_opens_again()
    {
        var browser = wiki.Browser();
        for (var i = 0; i < SignInCheck.MaxFailures; i++)
        {
            await HostedWiki.SignInAsync(browser, "anna", "wrong password");
        }

        var resting = await HostedWiki.SignInAsync(browser, "anna", HostedWiki.Password);
        Assert.Equal(HttpStatusCode.OK, resting.StatusCode);

        wiki.Clock.Forward(SignInCheck.Rest);
        var awake = await HostedWiki.SignInAsync(browser, "anna", HostedWiki.Password);
        Assert.Equal(HttpStatusCode.Redirect, awake.StatusCode);
    }

    [Fact]
    public async Task Too_many_failures_from_one_address_are_turned_away_with_words()
    {
        var browser = wiki.Browser();
        for (var i = 0; i < SignInThrottle.FailuresAMinute; i++)
        {
            await HostedWiki.SignInAsync(browser, $"guess{i}", "wrong password");
        }

        var answer = await HostedWiki.SignInAsync(browser, "anna", HostedWiki.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Wait a minute", await HostedWiki.TextAsync(answer));
    }

    [Fact]
    public async Task Signing_out_is_a_post_that_ends_the_session()
    {
        var browser = await wiki.SignInAsync("anna");
        await browser.GetAsync("/account/signout");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);

        await SignOutAsync(browser);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
    }

    [Theory]
    [InlineData("/account/signin")]
    [InlineData("/account/signout")]
    [InlineData("/account")]
    public async Task A_form_without_its_token_is_refused(string address)
    {
        var browser = await wiki.SignInAsync("anna");
        using var form = new FormUrlEncodedContent([
            new("_handler", address == "/account" ? "about" : "sign-in"),
            new("Form.Name", "anna"),
            new("About.DisplayName", "Forged"),
        ]);

        var answer = await browser.PostAsync(address, form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var stored = await Store.FindAsync(anna.Id, default);
        Assert.Equal("anna", stored?.DisplayName);
    }

    [Fact]
    public async Task Scripts_get_a_status_instead_of_a_sign_in_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("X-Requested-With", "fetch");

        var answer = await wiki.Browser().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/admin/people")]
    [InlineData("/admin/spaces")]
    [InlineData("/admin/storage")]
    public async Task Pages_for_administrators_are_refused_to_others(string address)
    {
        var shown = await (await wiki.SignInAsync("anna")).GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);

        var answer = await (await wiki.SignInAsync("ben")).GetAsync(address);
        Assert.Equal("/account/denied", answer.Headers.Location?.AbsolutePath);

        var denied = await (await wiki.SignInAsync("ben")).GetAsync("/account/denied");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        var anonymous = await wiki.Browser().GetAsync(address);
        Assert.Equal("/account/signin", anonymous.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task A_disabled_account_is_out_within_a_minute_and_stays_out()
    {
        var browser = await wiki.SignInAsync("ben");

        await Editor.SetDisabledAsync(ben.Id, disabled: true, anna.Id, default);
        wiki.Clock.Forward(CircuitSignIn.Interval + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
        var again = await HostedWiki.SignInAsync(wiki.Browser(), "ben", HostedWiki.Password);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task An_administrator_whose_rights_are_taken_is_out_within_a_minute()
    {
        var carl = await wiki.AddAsync("carl", isAdministrator: true);
        var browser = await wiki.SignInAsync("carl");
        var seen = AccountDetails.Of(carl);

        await Editor.EditAsync(
            seen,
            seen with
            {
                IsAdministrator = false,
            },
            carl.Id,
            anna.Id,
            default
        );
        wiki.Clock.Forward(CircuitSignIn.Interval + TimeSpan.FromSeconds(1));

        var answer = await browser.GetAsync("/admin/people");
        Assert.Equal("/account/signin", answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_keeps_the_own()
    {
        var here = await wiki.SignInAsync("ben");
        var elsewhere = await wiki.SignInAsync("ben");

        var answer = await HostedWiki.PostAsync(
            here,
            "/account",
            [
                new("Secret.Current", HostedWiki.Password),
                new("Secret.Password", "a quite different one"),
                new("Secret.Repeated", "a quite different one"),
            ],
            handler: "password"
        );
        wiki.Clock.Forward(CircuitSignIn.Interval + TimeSpan.FromSeconds(1));

        Assert.Contains("You have a new password", await HostedWiki.TextAsync(answer));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/account/signin")]
    [InlineData("/account")]
    [InlineData("/nowhere/at/all")]
    [InlineData("/setup")]
    [InlineData("/css/tokens.css")]
    public async Task Each_answer_tells_browsers_what_not_to_do(string address)
    {
        var answer = await wiki.Browser().GetAsync(address);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public void Circuits_ask_again_who_their_user_is()
    {
        using var scope = wiki.Services.CreateScope();

        Assert.IsType<CircuitSignIn>(
            scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()
        );
    }

    private IAccountStore Store => wiki.Services.GetRequiredService<IAccountStore>();

    private AccountEditor Editor => wiki.Services.GetRequiredService<AccountEditor>();

    private static string Cookie(HttpResponseMessage answer) =>
        answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith(SignInCookie.Name + "=", StringComparison.Ordinal));

    private static async Task SignOutAsync(HttpClient browser)
    {
        // The token of any form of the page will do.
        var html = await browser.GetStringAsync("/account");
        var token = html.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        var answer = await browser.PostAsync("/account/signout", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
