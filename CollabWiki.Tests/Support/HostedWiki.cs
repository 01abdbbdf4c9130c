using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
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
    public HttpClient Browser() =>
        CreateClient(new() { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });

    public async Task<WikiUser> AddAsync(string name, bool isAdministrator = false)
    {
        var details = new AccountDetails(name, "", "", isAdministrator);
        var result = await Services
            .GetRequiredService<AccountCreator>()
            .CreateAsync(details, Password, UserId.System, default);
        return Assert.IsType<AccountResult.Done>(result).User;
    }

    /// <summary>The space TEAM with these grants and no others; made if it isn't there.</summary>
    public async Task OpenAsync(params ImmutableArray<Grant> grants)
    {
        var spaces = Services.GetRequiredService<ISpaceStore>();
        Assert.True(
            await spaces.FindAsync(Some.Team, default) is { } space
                ? await spaces.TryUpdateAsync(
                    space with
                    {
                        Grants = grants,
                        Revision = space.Revision + 1,
                    },
                    default
                )
                : await spaces.TryCreateAsync(
                    new Space
                    {
                        Key = Some.Team,
                        Name = "Team",
                        Grants = grants,
                    },
                    default
                )
        );
    }

    /// <summary>A page of that space with its first version.</summary>
    public async Task<Page> WriteAsync(string title, string text, WikiUser by)
    {
        var result = await Services
            .GetRequiredService<PageCreator>()
            .CreateAsync(new NewPage(Some.Team, title, text, by.Id), default);
        return Assert.IsType<CreateResult.Created>(result).Page;
    }

    /// <summary>Another version of a page, on top of those that it has.</summary>
    public async Task SaveAsync(Page page, string text, params ImmutableArray<WikiUser> by)
    {
        var head = await Services.GetRequiredService<IPageStore>().FindHeadAsync(page.Id, default);
        var request = new SaveRequest(page.Id, head!.Number, text, [.. by.Select(one => one.Id)]);
        Assert.IsType<SaveResult.Saved>(
            await Services.GetRequiredService<PageSaver>().SaveAsync(request, default)
        );
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

    /// <summary>Fills in the form of a page, with its hidden fields, and posts it; <paramref name="formAt"/> is another page to take those from.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser,
        string address,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? handler = null,
        string? formAt = null
    )
    {
        var html = await browser.GetStringAsync(formAt ?? address);
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
        using var form = new FormUrlEncodedContent(
            hidden.ExceptBy(fields.Select(field => field.Key), field => field.Key).Concat(fields)
        );
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
