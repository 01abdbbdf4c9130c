using System.Diagnostics;
using CollabWiki.Tests.Support;
using Microsoft.Playwright;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>Two app nodes on one Cassandra; each person is at another node.</summary>
[Trait("layer", "cassandra")]
[Collection("browser")]
public sealed class TwoNodesTests(BrowserFixture browsers, ITestOutputHelper output)
{
    private const string Paragraph = "0123456789 and then 9876543210\n";

    private static readonly Dictionary<string, string> OnCassandra = new(StringComparer.Ordinal)
    {
        ["COLLABWIKI_STORE"] = "cassandra",
        ["COLLABWIKI_CASSANDRA"] =
            Environment.GetEnvironmentVariable(Cassandra.CassandraFixture.Variable) ?? "",
    };

    [Fact]
    public Task They_see_each_others_letters_cursors_and_going() => WriteTogetherAsync(OnCassandra);

    [Fact]
    public async Task They_see_them_with_Redis_and_go_on_when_it_dies()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var settings = new Dictionary<string, string>(OnCassandra)
        {
            ["COLLABWIKI_REDIS"] = redis.Address,
        };
        await WriteTogetherAsync(settings, redis.KillAsync);
    }

    [Fact]
    public async Task Who_is_disabled_at_one_node_is_out_at_the_other()
    {
        await using var scene = await OpenAsync(OnCassandra);
        await using var second = new WikiServer(beside: scene.Server);
        await second.StartAsync();
        var ben = await (await scene.SignInAsync("Ben", second.Url)).EditAsync();
        await ben.TypeAsync("Here. ");
        await ben.SavedAsync();
        var admin = await (await scene.SignInAsync(WikiServer.Admin)).Context.NewPageAsync();
        await admin.GotoAsync("/admin/people");
        await admin.GetByLabel("Edit Ben").ClickAsync();
        var dialog = admin.GetByRole(AriaRole.Dialog);
        await dialog
            .GetByRole(AriaRole.Button, new() { Name = "Disable the account" })
            .ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Yes, disable it" }).ClickAsync();
        var since = Stopwatch.GetTimestamp();

        await ben.ChipAsync("Sign in");

        output.WriteLine($"Out after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F0} ms.");
    }

    [Fact]
    public async Task A_version_that_is_published_at_one_node_comes_into_the_draft_at_the_other()
    {
        await using var scene = await OpenAsync(OnCassandra);
        await using var second = new WikiServer(beside: scene.Server);
        await second.StartAsync();
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        var ben = await (await scene.SignInAsync("Ben", second.Url)).EditAsync();
        await anna.PlaceAsync(0);
        await anna.TypeAsync("New. ");
        await anna.PublishAsync();

        await ben.Page.GetByText("Version 2").First.WaitForAsync();

        await ben.ShowsAsync("New. " + Paragraph);
    }

    private async Task WriteTogetherAsync(
        IReadOnlyDictionary<string, string> settings,
        Func<Task>? inBetween = null
    )
    {
        await using var scene = await OpenAsync(settings);
        await using var second = new WikiServer(beside: scene.Server);
        await second.StartAsync();
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        var ben = await (await scene.SignInAsync("Ben", second.Url)).EditAsync();
        await anna.PlaceAsync(5);
        await ben.PlaceAsync(25);

        await TypeBothAsync(anna, ben, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        await Caret(anna, "Ben").WaitForAsync();
        await Caret(ben, "Anna").WaitForAsync();
        await (inBetween?.Invoke() ?? Task.CompletedTask);
        await TypeBothAsync(anna, ben, "0123456789");

        const string Annas = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var expected = $"01234{Annas}56789 and then 98765{Annas.ToLowerInvariant()}43210\n";
        await anna.ShowsAsync(expected);
        await ben.ShowsAsync(expected);
        await anna.SavedAsync();
        await ben.SavedAsync();
        Assert.Equal(expected, await scene.DraftTextAsync());

        await ben.Page.CloseAsync();
        await Caret(anna, "Ben").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static Task TypeBothAsync(WebEditor anna, WebEditor ben, string text) =>
        Task.WhenAll(
            anna.TypeAsync(text, delay: 40),
            ben.TypeAsync(text.ToLowerInvariant(), delay: 40)
        );

    private static ILocator Caret(WebEditor editor, string name) =>
        editor.Page.Locator(".remote-flag").GetByText(name, new() { Exact = true });

    private Task<Scene> OpenAsync(IReadOnlyDictionary<string, string> settings)
    {
        Cassandra.CassandraFixture.Server();
        return Scene.OpenAsync(browsers, Paragraph, settings);
    }
}
