using System.Security.Claims;
using System.Text.Encodings.Web;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Support;

/// <summary>The real host on a real port, with its data in a folder of its own and a clock that the test moves. Whoever sends the header <see cref="UserHeader"/> is signed in.</summary>
internal sealed class WikiHost : WebApplicationFactory<Program>
{
    public const string UserHeader = "X-Test-User";

    private readonly TempFolder folder = new(inMemory: true);
    private IReadOnlyList<KeyValuePair<string, string>> settings = [];

    public WikiHost() => UseKestrel();

    public FakeTimeProvider Clock { get; } = new(Some.Time);

    public Uri Address => ClientOptions.BaseAddress;

    public SpaceTrees Trees => Services.GetRequiredService<SpaceTrees>();

    public PageSaver Saver => Services.GetRequiredService<PageSaver>();

    public IPageStore Pages => Services.GetRequiredService<IPageStore>();

    /// <summary>A host that runs, with a space that Anna and Ben may edit and Rita may read.</summary>
    public static async Task<WikiHost> StartAsync(
        params IReadOnlyList<KeyValuePair<string, string>> settings
    )
    {
        var host = new WikiHost { settings = settings };
        host.StartServer();
        foreach (var (id, name) in new[] { (Some.Anna, "anna"), (Some.Ben, "ben"), (Rita, "rita") })
        {
            var accounts = host.Services.GetRequiredService<IAccountStore>();
            Assert.True(await accounts.TryCreateAsync(Some.User(name) with { Id = id }, default));
        }
        var space = new Space
        {
            Key = Some.Team,
            Name = "Team",
            Grants =
            [
                new Grant(Audience.User, Role.Editor, Some.Anna),
                new Grant(Audience.User, Role.Editor, Some.Ben),
                new Grant(Audience.User, Role.Reader, Rita),
            ],
        };
        var spaces = host.Services.GetRequiredService<ISpaceStore>();
        Assert.True(await spaces.TryCreateAsync(space, default));
        return host;
    }

    /// <summary>Somebody who may read and not edit.</summary>
    public static UserId Rita { get; } = new(new Guid("33333333-3333-7333-8333-333333333333"));

    public async Task<PageId> NewPageAsync(string text, PageId? under = null)
    {
        var creator = Services.GetRequiredService<PageCreator>();
        var wish = new NewPage(Some.Team, "A page", text, Some.Anna) { Parent = under };
        return Assert
            .IsType<CreateResult.Created>(await creator.CreateAsync(wish, default))
            .Page.Id;
    }

    /// <summary>The text of the newest version.</summary>
    public async Task<string> PublishedTextAsync(PageId page)
    {
        var head = await Pages.FindHeadAsync(page, default);
        return await Pages.GetTextAsync(page, head!.Number, default);
    }

    public async Task TrashAsync(PageId page) =>
        Assert.IsType<TreeChange.Changed>(
            await Trees.ChangeAsync(
                Some.Team,
                Some.Anna,
                tree => tree.Trashed(page, Some.Anna, Some.Time),
                default
            )
        );

    /// <summary>Gives a person another role in the space.</summary>
    public async Task GrantAsync(UserId user, Role role)
    {
        var spaces = Services.GetRequiredService<ISpaceStore>();
        var space = (await spaces.FindAsync(Some.Team, default))!;
        var changed = space with
        {
            Grants = [.. space.Grants.Where(g => g.User != user), new(Audience.User, role, user)],
            Revision = space.Revision + 1,
        };
        Assert.True(await spaces.TryUpdateAsync(changed, default));
    }

    /// <summary>An account that may no longer sign in.</summary>
    public async Task DisableAsync(UserId user)
    {
        var accounts = Services.GetRequiredService<IAccountStore>();
        var account = (await accounts.FindAsync(user, default))!;
        var disabled = account with { IsDisabled = true, Revision = account.Revision + 1 };
        Assert.True(await accounts.TryUpdateAsync(disabled, default));
    }

    /// <summary>A connection of an editor.</summary>
    public async Task<LiveClient> ConnectAsync(UserId user)
    {
        var client = new LiveClient(Address, user);
        await client.StartAsync();
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not UseKestrel(0): it sets the port while the program may be starting already.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("COLLABWIKI_DATA", folder.Path);
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.TryAddSingleton<AccountGuard>();
            services
                .AddAuthentication("Test")
                .AddScheme<AuthenticationSchemeOptions, HeaderSignIn>("Test", _ => { });
            services.PostConfigure<AuthenticationOptions>(options =>
            {
                options.DefaultAuthenticateScheme = "Test";
                options.DefaultChallengeScheme = "Test";
                options.DefaultForbidScheme = "Test";
            });
            services.AddAuthorization();
        });
    }

    private sealed class HeaderSignIn(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory logs,
        UrlEncoder encoder
    ) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[UserHeader].ToString() is not { Length: > 0 } user)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }
            var identity = new ClaimsIdentity(
                [new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Name, "Somebody else")],
                "Test"
            );
            return Task.FromResult(
                AuthenticateResult.Success(new(new ClaimsPrincipal(identity), "Test"))
            );
        }
    }
}
