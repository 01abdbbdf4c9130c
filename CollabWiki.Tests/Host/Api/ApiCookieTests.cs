using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Requests;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Tests.Host.Api;

[Trait("layer", "host")]
public sealed class ApiCookieTests : IAsyncLifetime
{
    private readonly HostedWiki wiki = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task A_signed_in_browser_is_nobody_to_the_API()
    {
        var anna = await wiki.AddAsync("anna");
        await wiki.OpenAsync(new Grant(Audience.Members, Role.Editor));
        var page = await wiki.WriteAsync("Plan", "Text", anna);
        var browser = await wiki.SignInAsync("anna");

        var answer = await browser.GetAsync($"/api/v1/pages/{page.Id}");
        using var body = new StringContent("x", null, "text/markdown");
        var save = await browser.PutAsync($"/api/v1/pages/{page.Id}/text", body);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, save.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/spaces", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api", HttpStatusCode.NotFound)]
    public async Task A_browser_that_looks_at_the_API_gets_problems_and_no_pages(
        string address,
        HttpStatusCode status
    )
    {
        var browser = wiki.Browser();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*;q=0.8");

        var answer = await browser.GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_failure_of_ours_is_told_as_one_and_its_reason_is_not()
    {
        await using var broken = wiki.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
                services.AddSingleton<IRequestKeyStore, BrokenStore>()
            )
        );
        using var client = broken.CreateClient(new() { AllowAutoRedirect = false });
        var anna = await wiki.AddAsync("anna");
        await wiki.OpenAsync(new Grant(Audience.Members, Role.Editor));
        var tokens = wiki.Services.GetRequiredService<AccessTokens>();
        var token = Assert.IsType<TokenResult.Made>(
            await tokens.CreateAsync(TokenId.New(), anna.Id, "x", TokenScope.Write, null, default)
        );
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text.Reveal());
        client.DefaultRequestHeaders.Add("Idempotency-Key", "one");

        var answer = await client.PostAsJsonAsync("/api/v1/spaces/TEAM/pages", new { title = "x" });

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("urn:collabwiki:problem:internal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret cause", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_log_has_a_token_in_it()
    {
        var lines = new ConcurrentQueue<string>();
        await using var loud = wiki.WithWebHostBuilder(builder =>
        {
            builder.ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                logging.SetMinimumLevel(LogLevel.Trace);
                logging.AddFilter(null, LogLevel.Trace);
                logging.Services.AddSingleton<ILoggerProvider>(new Listener(lines));
            });
        });
        using var client = loud.CreateClient(new() { AllowAutoRedirect = false });
        var accounts = loud.Services.GetRequiredService<AccountCreator>();
        var made = await accounts.CreateAsync(
            new AccountDetails("anna", "", "", false),
            HostedWiki.Password,
            UserId.System,
            default
        );
        var anna = Assert.IsType<AccountResult.Done>(made).User;
        var tokens = loud.Services.GetRequiredService<AccessTokens>();
        var token = Assert.IsType<TokenResult.Made>(
            await tokens.CreateAsync(TokenId.New(), anna.Id, "x", TokenScope.Read, null, default)
        );
        foreach (
            var text in new[] { token.Text.Reveal(), "cwt_made-up", token.Text.Reveal()[..^1] }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/spaces");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + text);
            await client.SendAsync(request);
        }
        await tokens.RevokeAsync(token.Token.Id, null, default);

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains("cwt_", StringComparison.Ordinal));
        Assert.DoesNotContain(
            lines,
            line => line.Contains(token.Token.Hash, StringComparison.OrdinalIgnoreCase)
        );
    }

    private sealed class BrokenStore : IRequestKeyStore
    {
        public Task<KeptRequest> ClaimAsync(KeptRequest request, CancellationToken ct) =>
            throw new IOException("secret cause");

        public Task<string> AnswerAsync(KeptRequest request, string answer, CancellationToken ct) =>
            throw new IOException("secret cause");
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue(formatter(state, exception) + exception);
    }
}
