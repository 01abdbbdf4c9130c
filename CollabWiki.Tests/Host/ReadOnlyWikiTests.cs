using System.Net;
using CollabWiki.Core.Access;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Settings;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

/// <summary>A wiki that can only be read, as people meet it.</summary>
[Trait("layer", "host")]
public sealed class ReadOnlyWikiTests
{
    private const string Address = "/wiki/TEAM/a-page";

    [Fact]
    public async Task An_open_editor_is_told_and_its_text_is_taken_when_the_wiki_can_be_written_again()
    {
        await using var host = await WikiHost.StartAsync();
        var mode = host.Services.GetRequiredService<WikiMode>();
        var page = await host.NewPageAsync("Hello.\n");
        await using var anna = await host.ConnectAsync(Some.Anna);
        await anna.EnterAsync(page, "anna-tab");

        await mode.SetAsync(WikiMover.Moving, default);
        var told = await anna.PushAsync(page, 1, 0, 7, new Change(5, 5, " world"));
        var published = await anna.PublishAsync(page, 1);
        var joined = await anna.JoinAsync(page, "anna-tab", revision: 1);

        Assert.Equal("unavailable", told.Status);
        Assert.StartsWith(WikiMover.Moving, told.Message);
        Assert.Contains("Nothing is lost", told.Message);
        Assert.NotEqual("published", published.Status);
        Assert.Equal(("joined", 1L), (joined.Status, joined.Revision));

        await mode.SetAsync("", default);
        var saved = await anna.PushAsync(page, 1, 0, 7, new Change(5, 5, " world"));
        Assert.Equal(("saved", 2L), (saved.Status, saved.Revision));
    }

    [Fact]
    public async Task Pages_say_so_and_offer_nothing_that_would_be_refused()
    {
        await using var wiki = new HostedWiki();
        var anna = await wiki.AddAsync("anna", isAdministrator: true);
        await wiki.OpenAsync(new Grant(Audience.User, Role.Editor, anna.Id));
        await wiki.WriteAsync("A page", "Hello.\n", anna);
        var browser = await wiki.SignInAsync("anna");
        Assert.Contains($"{Address}/edit", await browser.GetStringAsync(Address));

        await wiki.Services.GetRequiredService<WikiMode>().SetAsync(WikiMover.Moving, default);
        var reading = await browser.GetAsync(Address);
        var editing = await browser.GetAsync($"{Address}/edit");

        var read = await HostedWiki.TextAsync(reading);
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
        Assert.Contains("Hello.", read);
        Assert.Contains(WikiMover.Moving, read);
        Assert.DoesNotContain($"{Address}/edit", read);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, editing.StatusCode);
        var explained = await HostedWiki.TextAsync(editing);
        Assert.Contains("Nothing can be changed just now", explained);
        Assert.Contains(WikiMover.Moving, explained);
        foreach (var address in new[] { "/admin/people", Address + "/history" })
        {
            Assert.Contains(WikiMover.Moving, await browser.GetStringAsync(address));
        }
        // Signing in works.
        Assert.Contains("Hello.", await (await wiki.SignInAsync("anna")).GetStringAsync(Address));
    }

    [Fact]
    public async Task Readers_without_an_account_see_it_at_once_and_no_longer_than_it_is_so()
    {
        await using var wiki = new HostedWiki();
        var anna = await wiki.AddAsync("anna");
        await wiki.OpenAsync(new Grant(Audience.Anyone, Role.Reader));
        await wiki.WriteAsync("A page", "Hello.\n", anna);
        var mode = wiki.Services.GetRequiredService<WikiMode>();
        var nobody = wiki.Browser();
        var before = await nobody.GetAsync(Address);

        await mode.SetAsync(WikiMover.Moving, default);
        var meanwhile = await nobody.GetAsync(Address);
        await mode.SetAsync("", default);
        var after = await nobody.GetAsync(Address);

        Assert.DoesNotContain(WikiMover.Moving, await HostedWiki.TextAsync(before));
        Assert.Contains(WikiMover.Moving, await HostedWiki.TextAsync(meanwhile));
        Assert.NotEqual(before.Headers.ETag, meanwhile.Headers.ETag);
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
    }
}
