using System.Net;
using System.Security.Cryptography;
using System.Text;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class FileEndpointTests : IAsyncLifetime
{
    private WikiHost host = null!;
    private HttpClient rita = null!;
    private HttpClient nobody = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WikiHost.StartAsync();
        rita = Client(WikiHost.Rita);
        nobody = Client(null);
    }

    public async ValueTask DisposeAsync()
    {
        rita.Dispose();
        nobody.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_title_leads_to_its_page()
    {
        await host.NewPageAsync("Text");

        var answer = await rita.GetAsync("/wiki/TEAM/-/go?title=A%20Page");

        Assert.Equal("/wiki/TEAM/a-page", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_title_without_a_page_leads_to_the_form_that_makes_it()
    {
        var answer = await rita.GetAsync("/wiki/TEAM/-/go?title=Next%20year");

        Assert.Equal("/wiki/TEAM/-/new?title=Next%20year", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("guide/start.md")]
    [InlineData("guide/start")]
    [InlineData("guide/x/../start.md")]
    [InlineData("elsewhere/a-page.md")]
    [InlineData("a-page")]
    public async Task A_path_leads_to_its_page(string path)
    {
        var creator = host.Services.GetRequiredService<PageCreator>();
        await creator.CreateAsync(
            new NewPage(Some.Team, "A page", "x", Some.Anna) { Path = "guide/start.md" },
            default
        );

        var answer = await rita.GetAsync($"/wiki/TEAM/-/file/{path}");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/wiki/TEAM/a-page", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_image_is_shown_and_locked_in()
    {
        await SaveAsync("img/ä b.svg", "<svg onload='alert(1)'/>");

        var answer = await rita.GetAsync("/wiki/TEAM/-/file/img/%C3%A4%20b.svg");

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(
            ["default-src 'none'; style-src 'unsafe-inline'; sandbox"],
            answer.Headers.GetValues("Content-Security-Policy")
        );
    }

    [Fact]
    public async Task Another_file_is_for_saving()
    {
        await SaveAsync("notes.txt", "Hello");

        var answer = await rita.GetAsync("/wiki/TEAM/-/file/notes.txt");

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("Hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        await SaveAsync("a.png", "png");
        var first = await rita.GetAsync("/wiki/TEAM/-/file/a.png");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/wiki/TEAM/-/file/a.png");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await rita.SendAsync(again)).StatusCode);
    }

    [Theory]
    [InlineData("/wiki/TEAM/-/file/missing.png")]
    [InlineData("/wiki/TEAM/-/file/..%2F..%2Fwiki.db")]
    [InlineData("/wiki/NOWHERE/-/file/a.png")]
    public async Task What_is_not_there_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await rita.GetAsync(address)).StatusCode);

    [Theory]
    [InlineData("/wiki/TEAM/-/file/a.png")]
    [InlineData("/wiki/TEAM/-/go?title=A")]
    [InlineData("/wiki/NOWHERE/-/go?title=A")]
    public async Task Whoever_is_not_signed_in_is_asked_to(string address)
    {
        var answer = await nobody.GetAsync(address);

        Assert.StartsWith(
            "/account/signin",
            answer.Headers.Location?.OriginalString,
            StringComparison.Ordinal
        );
    }

    private HttpClient Client(UserId? user)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
        if (user is { } id)
        {
            client.DefaultRequestHeaders.Add(WikiHost.UserHeader, id.ToString());
        }
        return client;
    }

    private async Task SaveAsync(string path, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var file = new WikiFile
        {
            Space = Some.Team,
            Path = path,
            ContentType = FileTypes.Find(path)!,
            Size = content.Length,
            Hash = Convert.ToHexStringLower(SHA256.HashData(content)),
            At = Some.Time,
            By = Some.Anna,
        };
        await host.Services.GetRequiredService<IFileStore>().SaveAsync(file, content, default);
    }
}
