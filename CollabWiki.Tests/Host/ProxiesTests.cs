using System.Net;
using CollabWiki.Features.Account;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace CollabWiki.Tests.Host;

/// <summary>What proxies say is believed if they are named, and only then. The tests come from 127.0.0.1.</summary>
[Trait("layer", "host")]
public sealed class ProxiesTests : IAsyncDisposable
{
    private readonly HostedWiki wiki = new();

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.0/8, 127.0.0.0/8")]
    public async Task Behind_a_named_proxy_with_https_cookies_are_secure_and_browsers_are_held_to_https(
        string proxies
    )
    {
        await StartAsync(proxies);

        var answer = await SignInAsync(From("203.0.113.7", "https"), HostedWiki.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("; secure", Cookie(answer), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    [InlineData("::1")]
    public async Task What_others_forward_is_ignored(string proxies)
    {
        await StartAsync(proxies);

        var answer = await SignInAsync(From("203.0.113.7", "https"), HostedWiki.Password);

        Assert.DoesNotContain("; secure", Cookie(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        for (var i = 0; i < SignInThrottle.FailuresAMinute; i++)
        {
            await SignInAsync(From($"203.0.113.{i}", "http"), "wrong password", $"guess{i}");
        }
        // All that was the address they came from.
        await IsTurnedAwayAsync("203.0.113.99");
    }

    [Fact]
    public async Task Wrong_passwords_count_for_the_persons_address_and_not_for_the_proxys()
    {
        await StartAsync("127.0.0.1");
        await FailAsync("203.0.113.7");

        await IsTurnedAwayAsync("203.0.113.7");
        var other = await SignInAsync(From("203.0.113.8", "http"), HostedWiki.Password);

        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
    }

    [Fact]
    public async Task Through_two_named_proxies_the_person_is_the_last_one_who_is_none()
    {
        await StartAsync("127.0.0.1,192.0.2.1");
        // Whatever a person claims to come from stands before their own address.
        await FailAsync("198.51.100.1, 203.0.113.7, 192.0.2.1");

        await IsTurnedAwayAsync("198.51.100.2, 203.0.113.7, 192.0.2.1");
        var other = await SignInAsync(From("203.0.113.8, 192.0.2.1", "http"), HostedWiki.Password);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
    }

    [Theory]
    [InlineData("everybody")]
    [InlineData("10.0.0.0/33")]
    [InlineData("127.0.0.1;10.0.0.1")]
    public void A_setting_that_makes_no_sense_is_named(string proxies)
    {
        var failure = Assert.Throws<FormatException>(() => Proxies.Parse(proxies));

        Assert.Contains("COLLABWIKI_PROXIES", failure.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync(string proxies)
    {
        wiki.Settings["COLLABWIKI_PROXIES"] = proxies;
        wiki.Settings[WebHostDefaults.ServerUrlsKey] = "http://127.0.0.1:0";
        wiki.UseKestrel();
        wiki.StartServer();
        await wiki.AddAsync("anna");
    }

    private HttpClient From(string address, string scheme)
    {
        var browser = new HttpClient(new Cookies())
        {
            BaseAddress = wiki.ClientOptions.BaseAddress,
        };
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        return browser;
    }

    private async Task FailAsync(string address)
    {
        var browser = From(address, "http");
        for (var i = 0; i < SignInThrottle.FailuresAMinute; i++)
        {
            await SignInAsync(browser, "wrong password", $"guess{i}");
        }
    }

    private async Task IsTurnedAwayAsync(string address)
    {
        var answer = await SignInAsync(From(address, "http"), HostedWiki.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string password,
        string name = "anna"
    ) => HostedWiki.SignInAsync(browser, name, password);

    private static string Cookie(HttpResponseMessage answer) =>
        Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            value => value.StartsWith(SignInCookie.Name + "=", StringComparison.Ordinal)
        );

    /// <summary>Keeps cookies as a browser before an https proxy does: also those that are for https only, though here it is none.</summary>
    private sealed class Cookies()
        : DelegatingHandler(
            new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }
        )
    {
        private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.Headers.TryAddWithoutValidation(
                "Cookie",
                string.Join("; ", kept.Select(cookie => $"{cookie.Key}={cookie.Value}"))
            );
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                foreach (var cookie in cookies)
                {
                    var pair = cookie.Split(';')[0].Split('=', 2);
                    kept[pair[0]] = pair[1];
                }
            }
            return answer;
        }
    }
}
