using System.Net;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class CreatePageTests : IAsyncLifetime
{
    private const string Address = "/wiki/TEAM/-/new";

    private readonly HostedWiki wiki = new();
    private WikiUser anna = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        anna = await wiki.AddAsync("anna");
        await wiki.AddAsync("rita");
        await wiki.OpenAsync(
            new Grant(Audience.Members, Role.Reader),
            new Grant(Audience.User, Role.Editor, anna.Id)
        );
        browser = await wiki.SignInAsync("anna");
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    [Fact]
    public async Task A_new_page_stands_where_it_was_wished_and_opens_in_the_editor()
    {
        var above = await wiki.WriteAsync("Above", "Text.\n", anna);

        var answer = await CreateAsync("Below & beyond", above.Id.ToString());

        Assert.Equal("/wiki/TEAM/below-beyond/edit", answer.Headers.Location?.OriginalString);
        var page = (await TreeAsync()).Find(Some.Slug("below-beyond"))!;
        Assert.Equal(("Below & beyond", above.Id), (page.Title, page.Parent));
    }

    [Fact]
    public async Task A_title_of_200_characters_is_taken()
    {
        var title = new string('x', 200);

        var answer = await CreateAsync(title);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(title, (await TreeAsync()).All.Select(page => page.Title));
    }

    [Theory]
    [InlineData(201, "A title can have 200 characters at most.")]
    [InlineData(0, "A page needs a title.")]
    public async Task A_title_that_can_not_be_is_refused_in_words_and_stays_in_the_form(
        int length,
        string words
    )
    {
        var above = await wiki.WriteAsync("Above", "Text.\n", anna);
        var title = new string('x', length);

        var answer = await CreateAsync(title, above.Id.ToString());

        var text = await HostedWiki.TextAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(words, text);
        Assert.Contains($"name=\"Form.Title\" value=\"{title}\"", text);
        Assert.Contains($"<option value=\"{above.Id}\" selected", text);
        Assert.Single((await TreeAsync()).All);
    }

    [Fact]
    public async Task A_title_that_is_in_use_gets_an_address_with_a_number()
    {
        await CreateAsync("A page");

        var second = await CreateAsync("A page");
        var third = await CreateAsync("A page!");

        Assert.Equal("/wiki/TEAM/a-page-2/edit", second.Headers.Location?.OriginalString);
        Assert.Equal("/wiki/TEAM/a-page-3/edit", third.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_reader_can_not_make_a_page()
    {
        var rita = await wiki.SignInAsync("rita");

        var form = await rita.GetAsync(Address);
        var answer = await HostedWiki.PostAsync(
            rita,
            Address,
            [new("Form.Title", "Mine")],
            "new-page",
            formAt: "/"
        );

        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty((await TreeAsync()).All);
    }

    private Task<HttpResponseMessage> CreateAsync(string title, string parent = "") =>
        HostedWiki.PostAsync(
            browser,
            Address,
            [new("Form.Title", title), new("Form.Parent", parent)],
            "new-page"
        );

    private Task<PageTree> TreeAsync() =>
        wiki.Services.GetRequiredService<SpaceTrees>().GetAsync(Some.Team, default);
}
