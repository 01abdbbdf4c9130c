using System.Net;
using System.Text.RegularExpressions;
using CollabWiki.Core.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Support;

/// <summary>The whole program in this process, on a data folder of its own, with a clock that can be set forward.</summary>
internal sealed partial class HostedWiki : WebApplicationFactory<Program>
{
    public const string Password = "violet river stone";

    private readonly TempFolder data = new(inMemory: true);

    /// <summary>Settings as the environment would give them; set before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public ShiftedClock Clock { get; } = new();

    /// <summary>A browser without a sign-in that doesn't follow redirects.</summary>
    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false });

    public async Task<WikiUser> AddAsync(string name, bool isAdministrator = false)
    {
        var details = new AccountDetails(name, "", "", isAdministrator);
        var result = await Services
            .GetRequiredService<AccountCreator>()
            .CreateAsync(details, Password, default);
        return Assert.IsType<AccountResult.Done>(result).User;
    }

    public async Task<HttpClient> SignInAsync(string name)
    {
        var browser = Browser();
        var answer = await SignInAsync(browser, name, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string name,
        string password,
        string address = "/account/signin"
    ) => PostAsync(browser, address, [new("Form.Name", name), new("Form.Password", password)]);

    /// <summary>Fills in the form of a page, with its hidden fields, and posts it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser,
        string address,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? handler = null
    )
    {
        var html = await browser.GetStringAsync(address);
        var hidden = Hidden()
            .Matches(html)
            .Select(match =>
                KeyValuePair.Create(match.Groups["name"].Value, match.Groups["value"].Value)
            )
            .Where(field => handler is null || field.Key != "_handler")
            .DistinctBy(field => field.Key);
        if (handler is not null)
        {
            hidden = hidden.Append(KeyValuePair.Create("_handler", handler));
        }
        using var form = new FormUrlEncodedContent(hidden.Concat(fields));
        return await browser.PostAsync(address, form);
    }

    /// <summary>The body as people read it.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("COLLABWIKI_DATA", data.Path);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton(new Passwords(rounds: 1));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        data.Dispose();
    }

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hidden();
}

/// <summary>The system's clock, some time ahead.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan ahead;

    public void Forward(TimeSpan time) => ahead += time;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
