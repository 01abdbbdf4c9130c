using System.Net;
using System.Text.RegularExpressions;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed partial class HistoryTests : IAsyncLifetime
{
    private const string Address = "/wiki/TEAM/a-page";
    private const string First = "One.\n\nThe quick fox.\n\nThree.\n";
    private const string Second = "One.\n\nThe slow fox.\n\nThree.\n";
    private const string Third = "One.\n\nThe slow fox sleeps.\n\nThree.\n";

    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private WikiUser ben = null!;
    private Page page = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna");
        ben = await wiki.AddAsync("ben");
        await wiki.AddAsync("rita");
        await wiki.OpenAsync(
            new Grant(Audience.Members, Role.Reader),
            new Grant(Audience.User, Role.Editor, anna.Id),
            new Grant(Audience.User, Role.Editor, ben.Id)
        );
        page = await wiki.WriteAsync("A page", First, anna);
        await wiki.SaveAsync(page, Second, ben);
        await wiki.SaveAsync(page, Third, anna, ben);
        browser = await wiki.SignInAsync("anna");
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task The_versions_are_listed_newest_first_with_all_who_wrote_them()
    {
        var html = await browser.GetStringAsync(Address + "/history");

        Assert.Equal(
            ["Version 3: anna and ben", "Version 2: ben", "Version 1: anna"],
            Entry()
                .Matches(html)
                .Select(entry =>
                    $"{entry.Groups["version"].Value}: {entry.Groups["who"].Value.Trim()}"
                )
        );
    }

    [Theory]
    [InlineData(1, 2, "quick", "slow")]
    [InlineData(2, 1, "quick", "slow")]
    [InlineData(1, 3, "quick", "slow")]
    [InlineData(2, 3, "", "sleeps")]
    public async Task Any_two_versions_are_compared_to_the_word(
        int from,
        int to,
        string removed,
        string added
    )
    {
        foreach (var view in new[] { "", "&view=source" })
        {
            var html = await browser.GetStringAsync($"{Address}/compare?from={from}&to={to}{view}");

            // The legend has one of each, too.
            var shown = html[html.IndexOf("data-changes", StringComparison.Ordinal)..];
            Assert.Contains(added, Words(shown, "ins"));
            Assert.Contains(removed, Words(shown, "del"));
            Assert.DoesNotContain("fox.", Words(shown, "ins").Split(' '));
            Assert.DoesNotContain("Three", Words(shown, "ins") + Words(shown, "del"));
        }
    }

    [Fact]
    public async Task A_version_brought_back_is_a_new_one_that_says_where_it_comes_from()
    {
        var answer = await HostedWiki.PostAsync(browser, Address + "/versions/1", []);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(Address, answer.Headers.Location?.OriginalString);
        var head = await HeadAsync();
        Assert.Equal(
            (new Version(4), VersionKind.Restore, Version.First),
            (head.Number, head.Kind, head.Origin)
        );
        Assert.Equal([anna.Id], head.Authors);
        Assert.Equal(First, await Pages.GetTextAsync(page.Id, head.Number, default));
        Assert.Contains(
            "version 1 brought back",
            await browser.GetStringAsync(Address + "/history")
        );
    }

    [Fact]
    public async Task A_version_brought_back_twice_is_one_version()
    {
        await HostedWiki.PostAsync(browser, Address + "/versions/1", []);

        var again = await HostedWiki.PostAsync(browser, Address + "/versions/1", []);

        Assert.Contains("nothing to bring back", await HostedWiki.TextAsync(again));
        Assert.Equal(new Version(4), (await HeadAsync()).Number);
    }

    [Fact]
    public async Task An_open_draft_takes_in_the_version_that_is_brought_back()
    {
        var drafts = wiki.Services.GetRequiredService<LivePages>();
        await WriteIntoDraftAsync(drafts, new Change(0, 0, "Ben was here. "));

        await HostedWiki.PostAsync(browser, Address + "/versions/1", []);

        var draft = await JoinAsync(drafts);
        Assert.Equal("Ben was here. " + First, draft.Text);
        Assert.Equal(new Version(4), draft.Base);
        Assert.Equal(First, await Pages.GetTextAsync(page.Id, new Version(4), default));
    }

    [Fact]
    public async Task A_draft_that_contradicts_the_version_brought_back_keeps_its_words_and_asks_when_published()
    {
        var drafts = wiki.Services.GetRequiredService<LivePages>();
        var at = Third.IndexOf("slow", StringComparison.Ordinal);
        var revision = await WriteIntoDraftAsync(drafts, new Change(at, at + 4, "lazy"));

        await HostedWiki.PostAsync(browser, Address + "/versions/1", []);

        Assert.Contains("The lazy fox sleeps.", (await JoinAsync(drafts)).Text);
        var published = await drafts.PublishAsync(page.Id, ben.Id, revision, "", answers: null);
        Assert.IsType<SaveResult.Conflicted>(Assert.IsType<PublishResult.Done>(published).Result);
        Assert.Equal(VersionKind.Restore, (await HeadAsync()).Kind);
    }

    [Fact]
    public async Task Bringing_back_without_the_forms_token_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("_handler", "restore")]);

        var answer = await browser.PostAsync(Address + "/versions/1", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(new Version(3), (await HeadAsync()).Number);
    }

    [Fact]
    public async Task A_reader_can_look_at_a_version_and_not_bring_it_back()
    {
        var rita = await wiki.SignInAsync("rita");
        var shown = await rita.GetStringAsync(Address + "/versions/1");

        var answer = await HostedWiki.PostAsync(rita, Address + "/versions/1", [], "restore");

        Assert.Contains("The quick fox.", shown);
        Assert.DoesNotContain("Bring this version back", shown);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(new Version(3), (await HeadAsync()).Number);
    }

    private IPageStore Pages => wiki.Services.GetRequiredService<IPageStore>();

    private async Task<PageVersion> HeadAsync() => (await Pages.FindHeadAsync(page.Id, default))!;

    /// <summary>Ben changes the shared draft; the revision that it has then.</summary>
    private async Task<Revision> WriteIntoDraftAsync(LivePages drafts, Change change)
    {
        var draft = await JoinAsync(drafts);
        var update = new LiveUpdate(
            Some.Client("ben-tab"),
            Sequence: 0,
            ben.Id,
            wiki.Clock.GetUtcNow(),
            ChangeSet.Of(draft.Text.Length, change)
        );
        return Assert
            .IsType<PushResult.Saved>(await drafts.PushAsync(page.Id, draft.Revision, [update]))
            .Revision;
    }

    private async Task<JoinResult.Joined> JoinAsync(LivePages drafts)
    {
        var member = new Member(
            "connection",
            Some.Client("ben-tab"),
            new Person(ben.Id, "ben", Color: 0)
        );
        return Assert.IsType<JoinResult.Joined>(
            await drafts.JoinAsync(page.Id, member, known: null, () => Task.CompletedTask)
        );
    }

    private static string Words(string html, string mark) =>
        string.Join(
            ' ',
            Regex
                .Matches(html, $"<{mark}[ >][^<]*", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Select(match =>
                    match.Value[(match.Value.IndexOf('>', StringComparison.Ordinal) + 1)..]
                )
        );

    [GeneratedRegex(
        """class="list-title"[^>]*>(?<version>[^<]*)</a>.*?class="who">(?<who>[^·<&]*)""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Entry();
}
