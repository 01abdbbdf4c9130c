using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CollabWiki.Core.Access;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Admin;

/// <summary>The trail of the whole program, over HTTP.</summary>
[Trait("layer", "host")]
public sealed partial class AuditHostTests : IAsyncLifetime
{
    private readonly HostedWiki wiki = new();

    public async ValueTask InitializeAsync() => await wiki.AddAsync("ada", isAdministrator: true);

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task Who_signs_in_and_who_fails_to_is_recorded_with_the_client()
    {
        await wiki.AddAsync("ben");
        using var browser = wiki.Browser();
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("Tester/1.0");
        await HostedWiki.SignInAsync(browser, "ben", "wrong password");
        await HostedWiki.SignInAsync(browser, "my password", "wrong password");
        await HostedWiki.SignInAsync(browser, "ben", HostedWiki.Password);
        using var answer = await HostedWiki.PostAsync(browser, "/account/signout", [], formAt: "/");

        var entries = await EntriesAsync(4, "sign-in.");
        Assert.Equal(
            ["sign-in.failed", "sign-in.failed", "sign-in.done", "sign-in.ended"],
            entries.Select(entry => entry.Kind)
        );
        Assert.All(entries, entry => Assert.Equal("Tester/1.0", entry.From.Client));
        Assert.Equal(AuditTarget.Wiki, entries[1].Target);
        Assert.DoesNotContain("password”", entries[1].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_made_in_a_browser_is_recorded_with_the_browser()
    {
        var ben = await wiki.AddAsync("ben");
        await wiki.OpenAsync(new Grant(Audience.Members, Role.Editor));
        using var browser = await wiki.SignInAsync("ben");
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("Tester/1.0");

        await HostedWiki.PostAsync(browser, "/wiki/TEAM/-/new", [new("Form.Title", "A new page")]);

        var entries = (await EntriesAsync(2, "page.")).Where(entry => entry.By == ben.Id).ToList();
        Assert.Equal(["page.saved", "page.created"], entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.Equal("Tester/1.0", entry.From.Client));
    }

    [Fact]
    public async Task What_a_program_does_is_recorded_with_its_address_and_name()
    {
        var ben = await wiki.AddAsync("ben");
        await wiki.OpenAsync(new Grant(Audience.Members, Role.Editor));
        using var browser = await wiki.SignInAsync("ben");
        var answer = await HostedWiki.PostAsync(
            browser,
            "/account/tokens",
            [
                new("Form.Name", "Robot"),
                new("Form.Scope", "write"),
                new("Form.Days", "7"),
                new("Form.Attempt", TokenId.New().ToString()),
            ],
            handler: "token"
        );
        var shown = Shown().Match(await answer.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var program = wiki.Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", shown);
        program.DefaultRequestHeaders.UserAgent.ParseAdd("Robot/2.0");

        var page = "";
        await SendAsync("POST", "spaces/TEAM/pages", new { title = "Made", text = "One" });
        await SendAsync("PUT", $"pages/{page}/text", body: null);
        await SendAsync("POST", $"pages/{page}/versions/1/restore", body: null);
        await SendAsync("PATCH", $"pages/{page}", new { title = "Renamed" });
        await SendAsync("DELETE", $"pages/{page}", body: null);
        await SendAsync("POST", $"pages/{page}/restore", body: null);

        var entries = (await EntriesAsync(7, "page.")).Where(entry => entry.By == ben.Id).ToList();
        Assert.Equal(
            [
                AuditKind.PageSaved,
                AuditKind.PageCreated,
                AuditKind.PageSaved,
                AuditKind.PageRestored,
                AuditKind.PageRenamed,
                AuditKind.PageDeleted,
                AuditKind.PageBroughtBack,
            ],
            entries.Select(entry => entry.Kind)
        );
        Assert.All(entries, entry => Assert.Equal("api: Robot/2.0", entry.From.Client));
        var token = Assert.Single(await EntriesAsync(1, "token."));
        Assert.Equal((ben.Id, AuditTarget.Of(ben.Id)), (token.By, token.Target));
        Assert.StartsWith("“Robot” (", token.Details, StringComparison.Ordinal);

        async Task SendAsync(string method, string path, object? body)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}");
            request.Content =
                method == "PUT" ? new StringContent("Two", null, "text/markdown")
                : body is null ? null
                : JsonContent.Create(body);
            if (method == "PUT")
            {
                request.Headers.TryAddWithoutValidation(
                    "If-Match",
                    ApiProgram.Tag(new PageId(Guid.Parse(page)), 1)
                );
            }
            using var told = await program.SendAsync(request);
            var text = await told.Content.ReadAsStringAsync();
            Assert.True(told.IsSuccessStatusCode, $"{method} {path}: {text}");
            if (page.Length == 0)
            {
                page = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
            }
        }
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/jsonl")]
    public async Task An_administrator_exports_and_is_in_it(string format, string type)
    {
        using var browser = await wiki.SignInAsync("ada");

        using var answer = await browser.GetAsync($"/admin/audit/export?format={format}");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sign-in.done", text, StringComparison.Ordinal);
        Assert.Contains("audit.export", text, StringComparison.Ordinal);
        Assert.Contains($"as {format}: all entries", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_gets_the_page_or_the_export()
    {
        await wiki.AddAsync("ben");
        using var member = await wiki.SignInAsync("ben");
        using var nobody = wiki.Browser();
        foreach (var address in new[] { "/admin/audit", "/admin/audit/export?format=csv" })
        {
            foreach (var browser in new[] { member, nobody })
            {
                using var answer = await browser.GetAsync(address);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
                Assert.DoesNotContain("sign-in.done", text, StringComparison.Ordinal);
            }
        }
        Assert.Empty(await EntriesAsync(0, "audit."));
    }

    [Fact]
    public async Task The_page_is_there_for_an_administrator()
    {
        using var browser = await wiki.SignInAsync("ada");

        var html = await HostedWiki.TextAsync(await browser.GetAsync("/admin/audit"));

        Assert.Contains("Signed in", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Audit", html, StringComparison.Ordinal);
    }

    /// <summary>The entries of a group; waits for those that nobody waited for.</summary>
    [GeneratedRegex(
        "<code id=\"token\">(?<token>[^<]+)</code>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Shown();

    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(int atLeast, string group)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var store = wiki.Services.GetRequiredService<IAuditStore>();
        while (true)
        {
            var links = await store.ReadAsync(0, 1000, default);
            var entries = links
                .Select(link => link.Entry!)
                .Where(entry => entry.Kind.StartsWith(group, StringComparison.Ordinal))
                .ToList();
            if (entries.Count >= atLeast)
            {
                return entries;
            }
            await Task.Delay(10, patience.Token);
        }
    }
}
