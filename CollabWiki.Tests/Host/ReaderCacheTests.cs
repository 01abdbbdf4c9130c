using System.Net;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class ReaderCacheTests : IAsyncLifetime
{
    private const string Address = "/wiki/TEAM/a-page";

    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private Page page = null!;
    private HttpClient nobody = null!;

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna");
        await wiki.OpenAsync(
            new Grant(Audience.Anyone, Role.Reader),
            new Grant(Audience.User, Role.Editor, anna.Id)
        );
        page = await wiki.WriteAsync("A page", "Hello.\n", anna);
        nobody = wiki.Browser();
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task The_second_reader_gets_the_bytes_of_the_first()
    {
        var first = await nobody.GetAsync(Address);
        // A page made anew would say that it was changed an hour ago.
        wiki.Clock.Forward(TimeSpan.FromHours(1));

        var second = await wiki.Browser().GetAsync(Address);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(
            await first.Content.ReadAsByteArrayAsync(),
            await second.Content.ReadAsByteArrayAsync()
        );
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(
            first.Content.Headers.ContentType?.ToString(),
            second.Content.Headers.ContentType?.ToString()
        );
        Assert.All(
            [first, second],
            answer =>
            {
                Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
                Assert.Equal(["Cookie"], answer.Headers.Vary);
            }
        );
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"older\", {0}")]
    public async Task A_page_that_the_browser_has_is_not_sent_again(string known)
    {
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;

        var again = await AskAsync(known.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag?.Tag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_new_version_is_seen_at_once()
    {
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;
        await wiki.SaveAsync(page, "Goodbye.\n", anna);

        var again = await AskAsync(tag);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("<p>Goodbye.</p>", await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_new_title_anywhere_in_the_tree_is_seen_at_once()
    {
        var other = await wiki.WriteAsync("Other", "Text.\n", anna);
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;
        await ChangeAsync(tree => tree.Rename(other.Id, "Renamed neighbour", slug: null));

        var again = await AskAsync(tag);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("Renamed neighbour", await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_new_name_of_the_author_is_seen_at_once()
    {
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;
        await wiki
            .Services.GetRequiredService<AccountEditor>()
            .DescribeAsync(anna.Id, "Änne Müller", "", default);

        var again = await AskAsync(tag);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("by Änne Müller", await HostedWiki.TextAsync(again));
    }

    [Fact]
    public async Task A_space_that_is_closed_is_closed_at_once()
    {
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;
        await wiki.OpenAsync(new Grant(Audience.User, Role.Editor, anna.Id));

        var again = await AskAsync(tag);

        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.DoesNotContain("Hello.", await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_in_the_trash_is_gone_at_once()
    {
        var tag = (await nobody.GetAsync(Address)).Headers.ETag!.Tag;
        await ChangeAsync(tree => tree.Trashed(page.Id, anna.Id, Some.Time));

        var again = await AskAsync(tag);

        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Null(again.Headers.ETag);
    }

    [Fact]
    public async Task Whoever_is_signed_in_never_gets_what_is_kept_and_never_leaves_anything()
    {
        var browser = await wiki.SignInAsync("anna");

        var before = await browser.GetAsync(Address);
        var kept = await nobody.GetStringAsync(Address);
        var after = await browser.GetAsync(Address);

        Assert.DoesNotContain(Address + "/edit", kept);
        foreach (var answer in new[] { before, after })
        {
            Assert.Contains(Address + "/edit", await answer.Content.ReadAsStringAsync());
            Assert.Null(answer.Headers.ETag);
        }
    }

    [Fact]
    public async Task An_address_with_a_question_is_made_anew()
    {
        await nobody.GetAsync(Address);
        wiki.Clock.Forward(TimeSpan.FromHours(1));

        var answer = await nobody.GetAsync(Address + "?trashed=x");

        Assert.Null(answer.Headers.ETag);
        Assert.Contains("1 hour ago", await HostedWiki.TextAsync(answer));
    }

    [Fact]
    public async Task Asking_for_the_head_alone_spoils_nothing_for_the_next_reader()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Head, Address);

        var head = await nobody.SendAsync(ask);
        var whole = await nobody.GetAsync(Address);

        Assert.NotNull(head.Headers.ETag);
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Contains("<p>Hello.</p>", await whole.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> AskAsync(string known)
    {
        var ask = new HttpRequestMessage(HttpMethod.Get, Address);
        ask.Headers.TryAddWithoutValidation("If-None-Match", known);
        return nobody.SendAsync(ask);
    }

    private async Task ChangeAsync(Func<PageTree, TreeChange> wish) =>
        Assert.IsType<TreeChange.Changed>(
            await wiki
                .Services.GetRequiredService<SpaceTrees>()
                .ChangeAsync(Some.Team, anna.Id, wish, default)
        );
}
