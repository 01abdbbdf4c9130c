using System.Net;
using System.Text.RegularExpressions;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed partial class ReadingTests : IAsyncLifetime
{
    private const string Address = "/wiki/TEAM/a-page";

    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private WikiUser rita = null!;
    private Page page = null!;
    private HttpClient nobody = null!;

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna");
        rita = await wiki.AddAsync("rita");
        await wiki.AddAsync("otto");
        await wiki.OpenAsync(
            new Grant(Audience.Anyone, Role.Reader),
            new Grant(Audience.User, Role.Editor, anna.Id),
            new Grant(Audience.User, Role.Reader, rita.Id)
        );
        page = await wiki.WriteAsync("A page", "Hello.\n", anna);
        nobody = wiki.Browser();
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task A_former_address_leads_to_the_new_one_for_good()
    {
        await RenameAsync("A page", "new-home");

        var answer = await nobody.GetAsync(Address + "/history?before=2");

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(
            "/wiki/TEAM/new-home/history?before=2",
            answer.Headers.Location?.OriginalString
        );
    }

    [Theory]
    [InlineData("/wiki/team/a-page")]
    [InlineData("/wiki/TEAM/A-Page")]
    public async Task A_miswritten_address_leads_to_the_right_one(string miswritten)
    {
        var answer = await nobody.GetAsync(miswritten);

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal(Address, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/wiki/TEAM/no-page", "This page doesn’t exist yet")]
    [InlineData("/wiki/TEAM/a-page/versions/7", "There is no such version")]
    [InlineData("/nowhere", "There is nothing at this address")]
    public async Task What_is_not_there_is_said_in_words_to_people(string address, string words)
    {
        var answer = await AskAsync(await wiki.SignInAsync("anna"), address, "text/html");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, await HostedWiki.TextAsync(answer));
    }

    [Fact]
    public async Task A_program_is_told_what_is_not_there_without_words()
    {
        var answer = await AskAsync(nobody, "/nowhere", "*/*");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/wiki/TEAM/a-page")]
    [InlineData("/wiki/TEAM/a-page/history")]
    [InlineData("/wiki/TEAM/no-page")]
    [InlineData("/wiki/NOWHERE/a-page")]
    public async Task Whoever_is_not_signed_in_is_asked_to_whether_a_space_is_closed_or_missing(
        string address
    )
    {
        await wiki.OpenAsync();

        var answer = await nobody.GetAsync(address);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(
            "/account/signin?returnUrl=" + Uri.EscapeDataString(address),
            answer.Headers.Location?.OriginalString
        );
    }

    [Fact]
    public async Task A_closed_space_looks_like_one_that_is_not_there()
    {
        await wiki.OpenAsync(new Grant(Audience.User, Role.Editor, anna.Id));
        var otto = await wiki.SignInAsync("otto");

        var closed = await otto.GetAsync(Address);
        var missing = await otto.GetAsync("/wiki/NOWHERE/a-page");

        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("There is nothing here", await ShownAsync(closed));
        Assert.Equal(await ShownAsync(missing), await ShownAsync(closed));
    }

    [Fact]
    public async Task A_reader_may_not_open_the_editor()
    {
        var answer = await (await wiki.SignInAsync("rita")).GetAsync(Address + "/edit");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("You may read here, but not do this", await HostedWiki.TextAsync(answer));
    }

    [Fact]
    public async Task Reading_without_a_sign_in_leaves_no_cookie_and_no_token_behind()
    {
        var answer = await nobody.GetAsync(Address);

        Assert.Contains("<p>Hello.</p>", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("__RequestVerificationToken", await HostedWiki.TextAsync(answer));
    }

    [Fact]
    public async Task A_page_made_or_kept_may_only_run_the_wikis_own_scripts()
    {
        foreach (
            var answer in new[] { await nobody.GetAsync(Address), await nobody.GetAsync(Address) }
        )
        {
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy);
            Assert.Contains("object-src 'none'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task What_a_hostile_page_would_run_is_not_in_the_answer()
    {
        await wiki.WriteAsync(
            "Trap",
            """
            Good words. <script>steal()</script> <img src="x" onerror="steal()">
            [link](javascript:steal()) <a href="jAvascript:steal()">raw</a>

            <iframe src="https://evil.example"></iframe>
            <form action="https://evil.example"><input name="password"></form>
            """,
            anna
        );

        var html = await nobody.GetStringAsync("/wiki/TEAM/trap");

        var body = html[
            html.IndexOf("<article", StringComparison.Ordinal)..html.IndexOf(
                "</article>",
                StringComparison.Ordinal
            )
        ];
        Assert.Contains("Good words.", body);
        Assert.All(
            ["<script", "onerror=", "href=\"javascript", "<iframe", "<form", "<input"],
            evil => Assert.DoesNotContain(evil, body, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_title_is_text_and_never_html()
    {
        await wiki.WriteAsync("<b onclick='steal()'>Bold</b>", "Text.\n", anna);

        var html = await nobody.GetStringAsync(Address);

        Assert.DoesNotContain("<b onclick", html);
        Assert.Contains("&lt;b onclick", html);
    }

    [Theory]
    [InlineData(Address, HttpStatusCode.OK)]
    [InlineData(Address + "?a=b", HttpStatusCode.OK)]
    [InlineData(Address + "/history", HttpStatusCode.OK)]
    [InlineData("/wiki/TEAM/A-Page", HttpStatusCode.MovedPermanently)]
    [InlineData("/wiki/TEAM/no-page", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.OK)]
    public async Task Asking_for_the_head_alone_answers_as_for_the_whole(
        string address,
        HttpStatusCode status
    )
    {
        using var ask = new HttpRequestMessage(HttpMethod.Head, address);

        var head = await nobody.SendAsync(ask);
        var whole = await nobody.GetAsync(address);

        Assert.Equal(status, head.StatusCode);
        Assert.Equal(whole.StatusCode, head.StatusCode);
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.Headers.Location, head.Headers.Location);
        Assert.Equal(whole.Content.Headers.ContentType, head.Content.Headers.ContentType);
    }

    private async Task RenameAsync(string title, string slug) =>
        Assert.IsType<TreeChange.Changed>(
            await wiki
                .Services.GetRequiredService<SpaceTrees>()
                .ChangeAsync(
                    Some.Team,
                    anna.Id,
                    tree => tree.Rename(page.Id, title, Some.Slug(slug)),
                    default
                )
        );

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient browser,
        string address,
        string accept
    )
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, address);
        ask.Headers.Accept.ParseAdd(accept);
        return await browser.SendAsync(ask);
    }

    /// <summary>The title and the page without its frame, which has tokens of its own each time.</summary>
    private static async Task<string> ShownAsync(HttpResponseMessage answer) =>
        string.Concat(Shown().Matches(await answer.Content.ReadAsStringAsync()));

    [GeneratedRegex("<title>.*?</title>|<main.*?</main>", RegexOptions.Singleline, 1000)]
    private static partial Regex Shown();
}
