using System.Security.Claims;
using Bunit;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.Tree;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Page = CollabWiki.Core.Pages.Page;
using TestContext = Xunit.TestContext;

namespace CollabWiki.Tests.Components;

[Trait("layer", "component")]
public sealed class PageActionsTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private readonly TempDatabase temp = new();
    private readonly WikiUser anna = Some.User("anna");
    private SpaceTrees trees = null!;
    private SqliteSpaceStore spaces = null!;
    private Page guide = null!;
    private Page setup = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var accounts = new SqliteAccountStore(temp.Database);
        spaces = new SqliteSpaceStore(temp.Database);
        trees = new SpaceTrees(new SqliteTreeStore(temp.Database), []);
        var pages = new SqlitePageStore(temp.Database);
        var creator = new PageCreator(
            trees,
            new PageSaver(pages, TimeProvider.System, []),
            TimeProvider.System
        );
        await accounts.TryCreateAsync(anna, ct);
        await spaces.TryCreateAsync(Team([new Grant(Audience.Members, Role.Editor)]), ct);
        guide = await CreateAsync(creator, "Guide", null);
        setup = await CreateAsync(creator, "Setup", guide.Id);

        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton(TimeProvider.System);
        var guard = new AccountGuard(accounts, TimeProvider.System);
        context.Services.AddScoped(_ => new TreeActions(
            new CurrentViewer(new SignedIn(anna), guard),
            new CurrentOrigin(new HttpContextAccessor()),
            new Gate(spaces),
            trees,
            creator
        ));
        context.Render<MudPopoverProvider>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task A_new_page_comes_below_the_one_that_is_open()
    {
        var dialogs = await OpenAsync("new", guide);

        await dialogs.Find("input").ChangeAsync("Release notes");
        await dialogs.Find("form").SubmitAsync();

        var made = Assert.Single(Tree.Children(guide.Id), page => page.Title == "Release notes");
        Assert.EndsWith(
            $"/wiki/TEAM/{made.Slug}/edit",
            context.Services.GetRequiredService<NavigationManager>().Uri
        );
    }

    [Fact]
    public async Task A_new_page_without_a_title_is_refused_in_words()
    {
        var dialogs = await OpenAsync("new", guide);

        await dialogs.Find("form").SubmitAsync();

        Assert.Contains(TreeRefusal.TitleEmpty.Explain(), dialogs.Markup);
    }

    [Fact]
    public async Task A_page_is_renamed_and_its_old_address_leads_on()
    {
        var dialogs = await OpenAsync("rename", setup);

        await dialogs.FindAll("input")[0].ChangeAsync("First steps");
        await dialogs.FindAll("input")[1].ChangeAsync("first-steps");
        await dialogs.Find("form").SubmitAsync();

        Assert.Equal("First steps", Tree.Find(Some.Slug("setup"))!.Title);
        Assert.Equal("first-steps", Tree.Find(setup.Id)!.Slug.Value);
    }

    [Fact]
    public async Task An_address_in_use_is_refused_in_words()
    {
        var dialogs = await OpenAsync("rename", setup);

        await dialogs.FindAll("input")[1].ChangeAsync("guide");
        await dialogs.Find("form").SubmitAsync();

        Assert.Contains("Another page of this space has this address", dialogs.Markup);
    }

    [Fact]
    public async Task A_deleted_page_is_in_the_trash_and_the_way_leads_to_the_page_above_where_it_can_be_undone()
    {
        var dialogs = await OpenAsync("delete", setup);

        await dialogs.Find("form").SubmitAsync();

        Assert.Equal(setup.Id, Assert.Single(Tree.Trash()).Id);
        Assert.EndsWith(
            $"/wiki/TEAM/guide?trashed={setup.Id}",
            context.Services.GetRequiredService<NavigationManager>().Uri
        );
    }

    [Fact]
    public async Task Whoever_lost_the_right_to_write_changes_nothing()
    {
        var dialogs = await OpenAsync("delete", setup);
        var ct = TestContext.Current.CancellationToken;
        var readers = Team([new Grant(Audience.Members, Role.Reader)]) with { Revision = 2 };
        Assert.True(await spaces.TryUpdateAsync(readers, ct));

        await dialogs.Find("form").SubmitAsync();

        Assert.Contains(TreeActions.NotAllowed, dialogs.Markup);
        Assert.Empty(Tree.Trash());
    }

    [Fact]
    public async Task A_page_is_not_offered_a_place_below_itself()
    {
        var dialogs = await OpenAsync("move", guide);

        var offered = await dialogs
            .FindComponent<PlaceField>()
            .Instance.SearchAsync("", TestContext.Current.CancellationToken);

        Assert.Empty(offered);
    }

    [Fact]
    public async Task A_page_moves_to_the_top()
    {
        var dialogs = await OpenAsync("move", setup);

        await dialogs.InvokeAsync(() =>
            dialogs.FindComponent<PlaceField>().Instance.ValueChanged.InvokeAsync(null)
        );
        await dialogs.Find("form").SubmitAsync();

        Assert.Null(Tree.Find(setup.Id)!.Parent);
    }

    private PageTree Tree =>
        trees.GetAsync(Some.Team, CancellationToken.None).GetAwaiter().GetResult();

    private static Space Team(System.Collections.Immutable.ImmutableArray<Grant> grants) =>
        new()
        {
            Key = Some.Team,
            Name = "Team",
            Grants = grants,
        };

    private async Task<Page> CreateAsync(PageCreator creator, string title, PageId? under)
    {
        var page = new NewPage(Some.Team, title, "Text", anna.Id) { Parent = under };
        var made = await creator.CreateAsync(page, TestContext.Current.CancellationToken);
        return Assert.IsType<CreateResult.Created>(made).Page;
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(string action, Page page)
    {
        var dialogs = context.Render<MudDialogProvider>();
        var actions = context.Render<PageActions>(p =>
            p.Add(x => x.Space, "TEAM").Add(x => x.Page, page.Id.Value)
        );
        // The answer comes when the dialog is closed.
        _ = actions.InvokeAsync(() => actions.Instance.OpenAsync(action, null));
        dialogs.WaitForElement("form");
        return dialogs;
    }

    private sealed class SignedIn(WikiUser user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(
                new AuthenticationState(
                    new ClaimsPrincipal(
                        new ClaimsIdentity(
                            [
                                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                                new Claim(ClaimTypes.Name, user.DisplayName),
                            ],
                            "test"
                        )
                    )
                )
            );
    }
}
