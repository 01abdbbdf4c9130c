using System.Security.Claims;
using Bunit;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.Admin;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Host.Admin;

[Trait("layer", "component")]
public sealed class StoragePageTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new();
    private readonly BunitContext page = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly WikiUser anna = Some.User("anna") with { IsAdministrator = true };
    private readonly TellingStore store = new();
    private SqliteAccountStore accounts = null!;

    public async ValueTask InitializeAsync()
    {
        accounts = new SqliteAccountStore(temp.Database);
        await accounts.TryCreateAsync(anna, default);
        page.Services.AddSingleton<IAccountStore>(accounts);
        page.Services.AddSingleton<TimeProvider>(clock);
        page.Services.AddSingleton<AccountGuard>();
        page.Services.AddScoped<CurrentViewer>();
        page.Services.AddSingleton<IStoreStatus>(store);
    }

    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task The_file_is_shown_with_its_settings()
    {
        store.Status = await new SqliteStatus(temp.Database).ReadAsync(default);

        var shown = Open(anna);

        var facts = Facts(shown);
        Assert.Equal(temp.Database.File, facts["File"]);
        Assert.StartsWith("full", facts["Synchronous"]);
        Assert.EndsWith("KB", facts["Size"]);
        Assert.Equal("wal", facts["Journal mode"]);
    }

    [Fact]
    public void The_nodes_are_shown_with_what_they_own_and_take()
    {
        store.Status = Cluster(up: true);

        var shown = Open(anna);

        Assert.Equal("3 copies", Facts(shown)["Replication"]);
        var rows = shown.FindAll("[aria-labelledby=storage-nodes] tbody tr");
        Assert.Equal(
            [
                "10.0.0.1:9042",
                "up",
                "dc1, rack1",
                "4.1.3",
                "256",
                "66.7 %",
                "0.8 ms",
                "12.0 ms",
                "1,234",
                "5",
            ],
            rows[0].Children.Select(cell => cell.TextContent.Trim())
        );
        Assert.Contains("–", rows[1].TextContent);
        Assert.Equal(
            ["10.0.0.1:9042, keys", "87.5 %", "64", "1 KB", "8 MB"],
            shown
                .FindAll("[aria-labelledby=storage-caches] tbody tr")[0]
                .Children.Select(cell => cell.TextContent.Trim())
        );
    }

    [Fact]
    public void A_table_that_is_not_as_the_wiki_wants_it_stands_out()
    {
        store.Status = Cluster(up: true);

        var rows = Open(anna).FindAll("[aria-labelledby=storage-tables] tbody tr");

        Assert.Contains("No: keys ALL, rows 1", rows[0].TextContent);
        Assert.Contains("Yes", rows[1].TextContent);
    }

    [Fact]
    public void Where_caches_do_not_tell_it_is_said()
    {
        store.Status = Cluster(up: true) with { TellsCaches = false };

        Assert.Contains(
            "from 4.0 on",
            Open(anna).Find("[aria-labelledby=storage-caches]").TextContent
        );
    }

    [Fact]
    public void It_looks_anew_and_says_what_is_wrong()
    {
        store.Status = Cluster(up: true);
        var shown = Open(anna);
        Assert.Empty(shown.FindAll("[role=alert]"));

        store.Status = Cluster(up: false) with { Trouble = "No host could be asked." };
        clock.Advance(TimeSpan.FromSeconds(5));

        shown.WaitForAssertion(() =>
            Assert.Contains("No host could be asked.", shown.Find("[role=alert]").TextContent)
        );
        Assert.All(shown.FindAll(".chip"), chip => Assert.Equal("down", chip.TextContent.Trim()));
    }

    [Fact]
    public void A_member_sees_nothing_and_the_store_is_not_asked()
    {
        store.Status = Cluster(up: true);

        var shown = Open(Some.User("carl"));

        Assert.Contains("Only administrators", shown.Markup);
        Assert.DoesNotContain("10.0.0.1", shown.Markup);
        Assert.Equal(0, store.Looks);
    }

    [Fact]
    public async Task Rights_taken_meanwhile_close_an_open_page()
    {
        store.Status = Cluster(up: true);
        var shown = Open(anna);
        Assert.Contains("10.0.0.1", shown.Markup);

        await accounts.TryUpdateAsync(anna with { IsAdministrator = false, Revision = 2 }, default);
        clock.Advance(TimeSpan.FromSeconds(5));

        shown.WaitForAssertion(() => Assert.Contains("You aren’t one any more", shown.Markup));
        Assert.DoesNotContain("10.0.0.1", shown.Markup);
    }

    [Fact]
    public async Task A_store_that_cannot_even_say_who_may_look_is_said()
    {
        store.Status = Cluster(up: true);
        var shown = Open(anna);

        await temp.Database.DisposeAsync();
        clock.Advance(TimeSpan.FromSeconds(5));

        shown.WaitForAssertion(() =>
            Assert.Contains("The data store doesn’t answer", shown.Find("[role=alert]").TextContent)
        );
        Assert.Equal(1, store.Looks);
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1536, "1.5 KB")]
    [InlineData(5L << 40, "5 TB")]
    public void Sizes_are_said_in_the_unit_that_fits(long bytes, string words) =>
        Assert.Equal(words, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0.25, "0.3 ms")]
    [InlineData(123.4, "123 ms")]
    [InlineData(2345, "2.35 s")]
    public void Times_are_said_in_the_unit_that_fits(double millis, string words) =>
        Assert.Equal(words, Figures.Time(TimeSpan.FromMilliseconds(millis)));

    private IRenderedComponent<StoragePage> Open(WikiUser user)
    {
        var authorization = page.AddAuthorization();
        authorization.SetAuthorized(user.DisplayName);
        authorization.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ViewerClaims.Administrator, "yes")
        );
        var shown = page.Render<StoragePage>();
        shown.WaitForState(() => shown.FindAll(".skeleton").Count == 0);
        return shown;
    }

    private static Dictionary<string, string> Facts(IRenderedComponent<StoragePage> shown) =>
        shown
            .FindAll(".facts > div")
            .ToDictionary(
                fact => fact.Children[0].TextContent,
                fact => fact.Children[1].TextContent
            );

    private static ClusterStatus Cluster(bool up) =>
        new()
        {
            Name = "production",
            Keyspace = "collabwiki",
            Replication = "3 copies",
            Schema = 1,
            TellsCaches = true,
            Nodes =
            [
                new StoreNode
                {
                    Address = "10.0.0.1:9042",
                    Datacenter = "dc1",
                    Rack = "rack1",
                    Release = "4.1.3",
                    IsUp = up,
                    Tokens = 256,
                    Share = 2 / 3.0,
                    Requests = 1234,
                    Errors = 5,
                    Median = TimeSpan.FromMilliseconds(0.8),
                    Slowest = TimeSpan.FromMilliseconds(12),
                    Caches = [new StoreCache("keys", 1024, 8 << 20, 64, 0.875)],
                },
                new StoreNode { Address = "10.0.0.2:9042", IsUp = false },
            ],
            Tables =
            [
                new StoreTable("page", "keys ALL, rows NONE", "keys ALL, rows 1", "SizeTiered", ""),
                new StoreTable(
                    "space",
                    "keys ALL, rows ALL",
                    "keys ALL, rows ALL",
                    "SizeTiered",
                    ""
                ),
            ],
        };

    /// <summary>Tells what it is told.</summary>
    private sealed class TellingStore : IStoreStatus
    {
        public StoreStatus Status { get; set; } = new FileStoreStatus { File = "" };

        public int Looks { get; private set; }

        public Task<StoreStatus> ReadAsync(CancellationToken ct)
        {
            Looks++;
            return Task.FromResult(Status);
        }
    }
}
