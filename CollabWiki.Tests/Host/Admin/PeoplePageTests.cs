using System.Security.Claims;
using Bunit;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.Admin;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace CollabWiki.Tests.Host.Admin;

[Trait("layer", "component")]
public sealed class PeoplePageTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new();
    private readonly BunitContext page = new();
    private readonly WikiUser anna = Some.User("anna") with { IsAdministrator = true };
    private SqliteAccountStore accounts = null!;

    public async ValueTask InitializeAsync()
    {
        accounts = new SqliteAccountStore(temp.Database);
        await accounts.TryCreateAsync(anna, default);
        await accounts.TryCreateAsync(Some.User("ben"), default);
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton<IAccountStore>(accounts);
        page.Services.AddSingleton(TimeProvider.System);
        page.Services.AddSingleton<Passwords>();
        page.Services.AddSingleton<AccountSearch>();
        page.Services.AddSingleton<AccountCreator>();
        page.Services.AddSingleton<AccountEditor>();
        page.Services.AddSingleton<AccountGuard>();
        page.Services.AddSingleton<IAccountWatcher>(all => all.GetRequiredService<AccountGuard>());
        page.Services.AddScoped<CurrentViewer>();
        page.Services.AddHttpContextAccessor();
        page.Services.AddScoped<CurrentOrigin>();
    }

    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public void It_lists_the_accounts_with_role_and_state()
    {
        SignIn(anna);

        var list = page.Render<PeoplePage>();

        var rows = list.FindAll("tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.Contains("Administrator", rows[0].TextContent);
        Assert.Contains("ben@example.org", rows[1].TextContent);
        Assert.Contains("Active", rows[1].TextContent);
    }

    [Fact]
    public void Typing_finds_by_a_part_of_the_name()
    {
        SignIn(anna);
        var list = page.Render<PeoplePage>();

        list.Find("input[type=search]").Input("BEN");

        list.WaitForAssertion(() =>
            Assert.Contains("ben@", Assert.Single(list.FindAll("tbody tr")).TextContent)
        );
    }

    [Fact]
    public void A_member_who_gets_here_sees_nobody()
    {
        SignIn(Some.User("carl"));

        var list = page.Render<PeoplePage>();

        Assert.Empty(list.FindAll("tbody tr"));
        Assert.Contains("Only administrators", list.Markup);
    }

    [Fact]
    public async Task A_person_is_added_with_a_password_that_is_shown_once()
    {
        SignIn(anna);
        var dialogs = page.Render<MudDialogProvider>();
        var list = page.Render<PeoplePage>();

        list.Find("button.filled").Click();
        dialogs.WaitForElement("#person-name").Change("dora");
        dialogs.Find("#person").Submit();

        var shown = dialogs.WaitForElement(".password-shown code").TextContent;
        var dora = await accounts.FindByNameAsync("dora", default);
        Assert.True(page.Services.GetRequiredService<Passwords>().IsRight(dora, shown));
    }

    [Fact]
    public async Task Rights_taken_meanwhile_stop_an_open_dialog()
    {
        SignIn(anna);
        var dialogs = page.Render<MudDialogProvider>();
        var list = page.Render<PeoplePage>();
        list.Find("button.filled").Click();
        dialogs.WaitForElement("#person-name").Change("dora");

        await accounts.TryUpdateAsync(anna with { IsAdministrator = false, Revision = 2 }, default);
        page.Services.GetRequiredService<AccountGuard>().Forget(anna.Id);
        dialogs.Find("#person").Submit();

        dialogs.WaitForAssertion(() =>
            Assert.Contains("You aren’t an administrator any more", dialogs.Markup)
        );
        Assert.Null(await accounts.FindByNameAsync("dora", default));
    }

    private void SignIn(WikiUser user)
    {
        var authorization = page.AddAuthorization();
        authorization.SetAuthorized(user.DisplayName);
        authorization.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ViewerClaims.Administrator, "yes")
        );
        page.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }
}
