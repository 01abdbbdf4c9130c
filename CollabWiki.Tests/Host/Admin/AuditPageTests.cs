using System.Security.Claims;
using Bunit;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.Admin.Audit;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Admin;

[Trait("layer", "component")]
public sealed class AuditPageTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly BunitContext page = new();
    private readonly WikiUser anna = Some.User("anna") with { IsAdministrator = true };
    private readonly WikiUser ben = Some.User("ben");
    private SqliteAccountStore accounts = null!;
    private UnsteadyAuditStore store = null!;

    public async ValueTask InitializeAsync()
    {
        accounts = new SqliteAccountStore(temp.Database);
        store = new UnsteadyAuditStore(new SqliteAuditStore(temp.Database));
        await accounts.TryCreateAsync(anna, default);
        await accounts.TryCreateAsync(ben, default);
        var services = page.Services;
        services.AddSingleton<IAccountStore>(accounts);
        services.AddSingleton<IAuditStore>(store);
        services.AddSingleton<ISettingStore>(new SqliteSettingStore(temp.Database));
        services.AddSingleton<ISpaceStore>(new SqliteSpaceStore(temp.Database));
        services.AddSingleton<ITreeStore>(new SqliteTreeStore(temp.Database));
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddHttpContextAccessor();
        services.AddAudit();
        services.AddSingleton<SpaceTrees>();
        services.AddSingleton<People>();
        services.AddSingleton<AccountSearch>();
        services.AddSingleton<AccountGuard>();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<CurrentOrigin>();
        services.AddScoped<AuditListing>();
    }

    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public void Before_anything_happened_it_says_what_will_stand_here()
    {
        SignIn(anna);

        Assert.Contains("Nothing has happened yet", page.Render<AuditPage>().Markup);
    }

    [Fact]
    public async Task It_lists_the_newest_first_and_a_row_opens()
    {
        SignIn(anna);
        await TellAsync(3);
        var audit = page.Render<AuditPage>();
        Assert.Equal(3, audit.FindAll(".audit-row").Count);

        await audit.Find(".audit-line").ClickAsync();

        Assert.Equal("true", audit.Find(".audit-line").GetAttribute("aria-expanded"));
        Assert.Contains("Entry 3", audit.Find(".audit-more").TextContent);
        Assert.Contains("192.0.2.7", audit.Find(".audit-more").TextContent);
    }

    [Fact]
    public async Task It_pages_and_goes_back()
    {
        SignIn(anna);
        await TellAsync(AuditListing.Rows + 5);
        var audit = page.Render<AuditPage>();
        Assert.Equal(AuditListing.Rows, audit.FindAll(".audit-row").Count);

        await audit.FindAll(".people-pager button")[1].ClickAsync();
        Assert.Equal(5, audit.FindAll(".audit-row").Count);

        await audit.FindAll(".people-pager button")[0].ClickAsync();
        Assert.Equal(AuditListing.Rows, audit.FindAll(".audit-row").Count);
    }

    [Fact]
    public async Task It_finds_by_person_and_kind_and_the_export_has_the_same_filter()
    {
        SignIn(anna);
        await TellAsync(2);
        await Trail.RecordAsync(AuditBench.Entry("By Ben") with { By = ben.Id });
        var audit = page.Render<AuditPage>();

        await audit.Find("input[placeholder=Name]").InputAsync("BEN");
        await audit.Find(".audit-choices button").ClickAsync();
        Assert.Contains("ben Example", Assert.Single(audit.FindAll(".audit-row")).TextContent);
        Assert.Contains($"person={ben.Id}", audit.Find("a[download]").GetAttribute("href")!);

        await audit.Find("#audit-kind").ChangeAsync(AuditKind.SignedIn);
        Assert.Contains("Nothing found", audit.Markup);
    }

    [Fact]
    public async Task It_verifies_and_names_what_was_altered()
    {
        SignIn(anna);
        await TellAsync(4);
        var audit = page.Render<AuditPage>();
        await audit.FindAll(".audit-part button")[0].ClickAsync();
        audit.WaitForAssertion(() => Assert.Contains("Sound: 4 entries", audit.Markup));

        await temp.Database.WriteAsync(
            db => db.Execute("update audit_entry set body = replace(body, 'Entry 2', 'Entry X')"),
            default
        );
        await audit.FindAll(".audit-part button")[0].ClickAsync();

        audit.WaitForAssertion(() => Assert.Contains("Entry 2: doesn’t fit", audit.Markup));
    }

    [Fact]
    public async Task A_shorter_time_is_asked_about_and_recorded()
    {
        SignIn(anna);
        var audit = page.Render<AuditPage>();

        await audit.Find("#audit-keep").ChangeAsync("30");
        await audit.Find(".audit-keep").SubmitAsync();
        Assert.Contains("removed for good", audit.Markup);
        await audit.Find(".audit-keep").SubmitAsync();

        Assert.Contains("Saved: entries are kept for 30 days", audit.Markup);
        Assert.Contains("Setting changed", Assert.Single(audit.FindAll(".audit-row")).TextContent);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_and_tried_again()
    {
        SignIn(anna);
        await TellAsync(1);
        store.IsBroken = true;
        var audit = page.Render<AuditPage>();
        Assert.Contains("The trail can’t be read", audit.Markup);

        store.IsBroken = false;
        await audit.Find(".note button").ClickAsync();

        Assert.Single(audit.FindAll(".audit-row"));
    }

    [Fact]
    public async Task Somebody_who_is_no_administrator_sees_nothing()
    {
        SignIn(ben);
        await TellAsync(2);

        var audit = page.Render<AuditPage>();

        Assert.Contains("Only administrators", audit.Markup);
        Assert.Empty(audit.FindAll(".audit-row, a[download], form"));
    }

    [Fact]
    public async Task Rights_taken_meanwhile_stop_each_event()
    {
        SignIn(anna);
        await TellAsync(2);
        var audit = page.Render<AuditPage>();
        await accounts.TryUpdateAsync(anna with { IsAdministrator = false, Revision = 2 }, default);
        page.Services.GetRequiredService<AccountGuard>().Forget(anna.Id);

        await audit.FindAll(".audit-part button")[0].ClickAsync();
        await audit.Find("#audit-keep").ChangeAsync("30");
        await audit.Find(".audit-keep").SubmitAsync();
        Assert.DoesNotContain("Sound", audit.Markup);
        Assert.Null(
            await page
                .Services.GetRequiredService<ISettingStore>()
                .FindAsync("audit.retention-days", default)
        );
        await audit.Find("#audit-kind").ChangeAsync(AuditKind.PageSaved);

        Assert.Empty(audit.FindAll(".audit-row"));
    }

    private AuditTrail Trail => page.Services.GetRequiredService<AuditTrail>();

    private async Task TellAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Assert.True(
                await Trail.RecordAsync(AuditBench.Entry($"Entry {i}") with { By = anna.Id })
            );
        }
    }

    private void SignIn(WikiUser user)
    {
        var authorization = page.AddAuthorization();
        authorization.SetAuthorized(user.DisplayName);
        authorization.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ViewerClaims.Administrator, "yes")
        );
    }
}
