using System.Security.Claims;
using Bunit;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.SpaceSettings;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.SpaceSettings;

[Trait("layer", "component")]
public sealed class SettingsFormTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new();
    private readonly BunitContext page = new();
    private readonly WikiUser anna = Some.User("anna");
    private SqliteSpaceStore spaces = null!;
    private Space team = null!;

    public async ValueTask InitializeAsync()
    {
        var accounts = new SqliteAccountStore(temp.Database);
        spaces = new SqliteSpaceStore(temp.Database);
        await accounts.TryCreateAsync(anna, default);
        await accounts.TryCreateAsync(Some.User("ben"), default);
        team = new Space
        {
            Key = Some.Team,
            Name = "Team",
            Grants = [new Grant(Audience.User, Role.Administrator, anna.Id)],
        };
        await spaces.TryCreateAsync(team, default);
        page.Services.AddSingleton<IAccountStore>(accounts);
        page.Services.AddSingleton<ISpaceStore>(spaces);
        page.Services.AddSingleton(TimeProvider.System);
        page.Services.AddSingleton<Gate>();
        page.Services.AddSingleton<People>();
        page.Services.AddSingleton<AccountGuard>();
        page.Services.AddSingleton<AccountSearch>();
        page.Services.AddSingleton<SpaceEditor>();
        page.Services.AddScoped<CurrentViewer>();
        page.Services.AddHttpContextAccessor();
        page.Services.AddScoped<CurrentOrigin>();
        SignIn(anna);
    }

    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_is_let_in_by_a_part_of_the_name()
    {
        var form = Open();

        form.Find("input[type=search]").Input("be");
        form.WaitForElement(".grants-found").Click();
        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("Saved.", form.Markup));
        Assert.Equal(2, (await StoredAsync()).Grants.Length);
    }

    [Fact]
    public async Task Whoever_would_lock_themselves_out_is_warned_first()
    {
        var form = Open();
        form.Find("button[title=Remove]").Click();

        form.Find("form").Submit();
        Assert.Contains("you won’t administer this space any more", form.Markup);
        Assert.Single((await StoredAsync()).Grants);

        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.Contains("You may not change this space", form.Markup));
        Assert.Empty((await StoredAsync()).Grants);
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_told_and_not_overwritten()
    {
        var form = Open();
        await spaces.TryUpdateAsync(team with { Name = "Theirs", Revision = 2 }, default);

        form.Find("#set-name").Change("Mine");
        form.Find("form").Submit();
        form.WaitForAssertion(() =>
            Assert.Contains("Somebody else changed this space", form.Markup)
        );
        form.Find(".note button").Click();

        form.WaitForAssertion(() =>
            Assert.Equal("Theirs", form.Find("#set-name").GetAttribute("value"))
        );
        Assert.Equal("Theirs", (await StoredAsync()).Name);
    }

    [Fact]
    public async Task Rights_taken_meanwhile_stop_a_save()
    {
        var form = Open();
        await spaces.TryUpdateAsync(team with { Grants = [], Revision = 2 }, default);

        form.Find("form").Submit();

        form.WaitForAssertion(() => Assert.Contains("You may not change this space", form.Markup));
        Assert.Equal(2, (await StoredAsync()).Revision);
    }

    private IRenderedComponent<SettingsForm> Open() =>
        page.Render<SettingsForm>(form => form.Add(f => f.Key, "TEAM"));

    private async Task<Space> StoredAsync() => (await spaces.FindAsync(Some.Team, default))!;

    private void SignIn(WikiUser user)
    {
        var authorization = page.AddAuthorization();
        authorization.SetAuthorized(user.DisplayName);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
    }
}
