using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CollabWiki.Tests.Support;

/// <summary>A running wiki with a space TEAM, one page in it, the people Anna and Ben, and their browsers.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly IBrowser browser;
    private readonly List<IBrowserContext> contexts = [];

    private Scene(IBrowser browser, IReadOnlyDictionary<string, string>? settings)
    {
        this.browser = browser;
        Server = new WikiServer(settings: settings);
    }

    public WikiServer Server { get; }

    public PageId Page { get; private set; }

    public const string Slug = "release-notes";

    /// <param name="others">Titles of more pages of the space.</param>
    public static async Task<Scene> OpenAsync(
        BrowserFixture browsers,
        string text,
        params string[] others
    ) => await OpenAsync(browsers, text, settings: null, others);

    /// <param name="settings">Environment variables of the server.</param>
    public static async Task<Scene> OpenAsync(
        BrowserFixture browsers,
        string text,
        IReadOnlyDictionary<string, string>? settings,
        params string[] others
    )
    {
        var scene = new Scene(await browsers.GetAsync(), settings);
        await scene.FillAsync(text, others);
        await scene.Server.StartAsync();
        return scene;
    }

    /// <summary>A browser of somebody who is signed in; <paramref name="network"/> is the way to the server, if it isn't the direct one.</summary>
    public async Task<WebPerson> SignInAsync(
        string name,
        Uri? network = null,
        ViewportSize? size = null,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = (network ?? Server.Url).ToString(),
                ViewportSize = size ?? new() { Width = 1440, Height = 900 },
                ColorScheme = scheme,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        contexts.Add(context);
        var person = new WebPerson(context, name);
        await person.SignInAsync();
        return person;
    }

    /// <summary>The text of the newest version, read from the store.</summary>
    public async Task<string> PublishedTextAsync()
    {
        await using var stores = Server.OpenStores();
        var pages = stores.GetRequiredService<IPageStore>();
        var head = await pages.FindHeadAsync(Page, default);
        return await pages.GetTextAsync(Page, head!.Number, default);
    }

    /// <summary>The text of the shared draft, folded from the log.</summary>
    public async Task<string> DraftTextAsync()
    {
        await using var stores = Server.OpenStores();
        var log = stores.GetRequiredService<IDraftLog>();
        var pages = stores.GetRequiredService<IPageStore>();
        var updates = await log.ReadAsync(DraftId.SharedOf(Page), Revision.Zero, default);
        var text = await pages.GetTextAsync(Page, updates[0].Base, default);
        return updates.Aggregate(text, (before, update) => update.Changes.Apply(before));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.DisposeAsync();
        }
        await Server.DisposeAsync();
    }

    private async Task FillAsync(string text, string[] others)
    {
        await using var stores = Server.OpenStores();
        var clock = TimeProvider.System;
        var accounts = stores.GetRequiredService<IAccountStore>();
        var creator = new AccountCreator(accounts, new Passwords(), clock, []);
        foreach (var name in new[] { WikiServer.Admin, "Anna", "Ben", "Cleo" })
        {
            var isAdmin = name == WikiServer.Admin;
            var details = new AccountDetails(name, isAdmin ? "Ada Admin" : name, "", isAdmin);
            Assert.IsType<AccountResult.Done>(
                await creator.CreateAsync(details, WikiServer.Password, UserId.System, default)
            );
        }
        var space = new Space
        {
            Key = Some.Team,
            Name = "Team Handbook",
            Description = "How we work, what we decided and where things are.",
            Grants = [new(Audience.Anyone, Role.Reader), new(Audience.Members, Role.Editor)],
            CreatedAt = clock.GetUtcNow(),
        };
        Assert.True(await stores.GetRequiredService<ISpaceStore>().TryCreateAsync(space, default));
        var pages = stores.GetRequiredService<PageCreator>();
        var created = await pages.CreateAsync(
            new NewPage(Some.Team, "Release notes", text, UserId.System),
            default
        );
        Page = Assert.IsType<CreateResult.Created>(created).Page.Id;
        foreach (var title in others)
        {
            var other = new NewPage(Some.Team, title, $"About {title}.\n", UserId.System);
            Assert.IsType<CreateResult.Created>(await pages.CreateAsync(other, default));
        }
    }
}
