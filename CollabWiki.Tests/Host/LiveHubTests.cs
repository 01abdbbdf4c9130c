using System.Net;
using System.Text.Json;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Pages;
using CollabWiki.Live;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class LiveHubTests : IAsyncLifetime
{
    private readonly List<LiveClient> clients = [];
    private WikiHost host = null!;

    public async ValueTask InitializeAsync() => host = await WikiHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
        await host.DisposeAsync();
    }

    [Fact]
    public async Task What_one_writes_reaches_the_other()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");

        var saved = await anna.PushAsync(page, 1, 0, 7, new Change(5, 5, " world"));

        Assert.Equal(("saved", 2L), (saved.Status, saved.Revision));
        var told = await ben.NextAsync("updates");
        Assert.Equal(page.ToString(), told.GetProperty("page").GetString());
        Assert.Equal(1, told.GetProperty("from").GetInt64());
        var update = Assert.Single(told.GetProperty("updates").EnumerateArray());
        Assert.Equal("anna-tab", update.GetProperty("client").GetString());
        Assert.Equal(Some.Anna.Value, update.GetProperty("user").GetGuid());
        Assert.Equal("[5,[0,\" world\"],2]", update.GetProperty("changes").GetRawText());
    }

    [Fact]
    public async Task Whoever_joins_gets_the_text_the_names_and_what_came_after_the_known_revision()
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");
        await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A: "));
        var late = await ConnectAsync(Some.Ben);

        var joined = await late.JoinAsync(page, "late-tab", revision: 1);

        Assert.Equal(
            ("joined", 2L, 1, 1),
            (joined.Status, joined.Revision, joined.Version, joined.Head)
        );
        Assert.Equal("A: Hello.\n", joined.Text);
        Assert.Equal("anna-tab", Assert.Single(joined.Updates).Client);
        Assert.Equal("ben Example", joined.You!.Name);
        Assert.Equal(
            ["anna-tab", "ben-tab", "late-tab"],
            joined.Members.Select(member => member.Client)
        );
    }

    [Fact]
    public async Task A_push_without_joining_is_refused()
    {
        var page = await host.NewPageAsync("Hello.\n");
        var anna = await ConnectAsync(Some.Anna);

        var answer = await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));

        Refused("notJoined", answer);
    }

    [Fact]
    public async Task A_reader_can_neither_join_nor_push_nor_publish()
    {
        var page = await host.NewPageAsync("Hello.\n");
        var rita = await ConnectAsync(WikiHost.Rita);

        Refused("denied", await rita.JoinAsync(page, "rita-tab"));
        Refused("denied", await rita.PushAsync(page, 1, 0, 7, new Change(0, 0, "A")));
        Refused("denied", await rita.PublishAsync(page, 1));
    }

    [Fact]
    public async Task Somebody_without_any_role_learns_nothing_of_the_page()
    {
        var page = await host.NewPageAsync("Hello.\n");
        await host.GrantAsync(Some.Ben, Role.None);
        var ben = await ConnectAsync(Some.Ben);

        var there = await ben.JoinAsync(page, "ben-tab");
        var notThere = await ben.JoinAsync(PageId.New(), "ben-tab");

        Refused("noSuchPage", there);
        Assert.Equal(
            notThere,
            there with
            {
                Updates = notThere.Updates,
                Members = notThere.Members,
            }
        );
    }

    [Fact]
    public async Task An_editor_who_becomes_a_reader_is_refused_at_the_next_push()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        await host.GrantAsync(Some.Anna, Role.Reader);

        Refused("denied", await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A")));

        var members = await ben.NextAsync(
            "members",
            m => m.GetProperty("members").GetArrayLength() == 1
        );
        Assert.Equal(
            "ben-tab",
            members.GetProperty("members")[0].GetProperty("client").GetString()
        );
        Assert.True(ben.HasNothingOf("updates"));
    }

    [Fact]
    public async Task Rights_that_are_taken_away_end_the_updates_of_whoever_only_listens()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        await host.GrantAsync(Some.Ben, Role.Reader);

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        var told = await ben.NextAsync("refused");
        Assert.Equal("denied", told.GetProperty("reason").GetString());
        await HearsNothingMoreAsync(page, anna, ben);
    }

    [Fact]
    public async Task An_account_that_is_disabled_loses_its_connection()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        await host.DisableAsync(Some.Ben);

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await ben.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(
            "saved",
            (await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "Secret. "))).Status
        );
        Assert.True(ben.HasNothingOf("updates"));
    }

    [Fact]
    public async Task A_page_that_is_deleted_takes_no_more_and_says_so()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");

        await host.TrashAsync(page);

        Assert.Equal(
            "trashed",
            (await anna.NextAsync("refused")).GetProperty("reason").GetString()
        );
        Assert.Equal("trashed", (await ben.NextAsync("refused")).GetProperty("reason").GetString());
        Refused("trashed", await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A")));
        Refused("trashed", await ben.PublishAsync(page, 1));
        Refused("trashed", await anna.JoinAsync(page, "anna-tab"));
    }

    [Fact]
    public async Task A_page_below_one_that_is_deleted_takes_no_more_and_says_so_soon()
    {
        var above = await host.NewPageAsync("Above.\n");
        var page = await host.NewPageAsync("Below.\n", above);
        var anna = await ConnectAsync(Some.Anna);
        await anna.EnterAsync(page, "anna-tab");

        await host.TrashAsync(above);
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(
            "trashed",
            (await anna.NextAsync("refused")).GetProperty("reason").GetString()
        );
        Refused("trashed", await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task A_revision_that_the_draft_does_not_have_is_refused(long revision)
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");

        Refused(
            "unknownRevision",
            await anna.PushAsync(page, revision, 0, 7, new Change(0, 0, "A"))
        );
        await StillWorksAsync(page, anna);
    }

    [Fact]
    public async Task A_join_from_a_revision_that_is_none_is_refused()
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");

        Refused("unknownRevision", await anna.JoinAsync(page, "anna-tab", revision: 99));
        Refused("badRequest", await anna.JoinAsync(page, "anna-tab", revision: -1));
    }

    [Theory]
    [InlineData("[6]")]
    [InlineData("[8]")]
    [InlineData("[[0,\"A\"]]")]
    [InlineData("[]")]
    [InlineData("[7,[1,\"A\"]]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("[[]]")]
    [InlineData("[-1,8]")]
    [InlineData("[1.5,5.5]")]
    [InlineData("[7,[0,null]]")]
    [InlineData("[7,[0,[\"A\"]]]")]
    [InlineData("[2147483647,2147483647]")]
    [InlineData("[7,[0,\"\\ud83d\"]]")]
    public async Task Changes_that_do_not_fit_or_are_none_are_refused(string changes)
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");

        Refused("badChanges", await anna.PushAsync(page, 1, 0, changes));
        await StillWorksAsync(page, anna);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"seq\":0}]")]
    [InlineData("[{\"seq\":-1,\"changes\":[7]}]")]
    [InlineData("[{\"seq\":0,\"changes\":[7]},{\"seq\":0,\"changes\":[7]}]")]
    public async Task Updates_that_are_none_are_refused(string updates)
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");

        Refused("badChanges", await anna.PushRawAsync(page, 1, updates));
        await StillWorksAsync(page, anna);
    }

    [Theory]
    [InlineData("Hello.\n", "[7,[0,\"\\u0000\"]]")]
    [InlineData("a😀bc\n", "[2,[1],3]")]
    public async Task Text_that_no_page_can_hold_is_refused(string text, string changes)
    {
        var (page, anna, _) = await TwoOnAsync(text);

        Refused("badText", await anna.PushAsync(page, 1, 0, changes));
    }

    [Fact]
    public async Task A_text_that_grows_too_large_is_refused_and_the_draft_goes_on()
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");
        var large = new Change(0, 0, new string('x', PageText.MaxBytes));

        Refused("tooLarge", await anna.PushAsync(page, 1, 0, 7, large));
        await StillWorksAsync(page, anna);
    }

    [Fact]
    public async Task A_paste_of_one_and_a_half_megabytes_arrives_in_one_push()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        var line = "A line of what was pasted.\n";
        var paste = string.Concat(Enumerable.Repeat(line, 1_500_000 / line.Length));

        var answer = await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, paste));

        Assert.Equal("saved", answer.Status);
        var told = (await ben.NextAsync("updates")).GetProperty("updates")[0];
        Assert.True(ChangeSetJson.TryParse(told.GetProperty("changes"), out var changes));
        Assert.Equal(paste + "Hello.\n", changes.Apply("Hello.\n"));
        Assert.Equal("published", (await anna.PublishAsync(page, 2)).Status);
        Assert.Equal(paste + "Hello.\n", await host.PublishedTextAsync(page));
    }

    [Fact]
    public async Task Who_wrote_it_is_who_is_signed_in_whatever_the_message_says()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        var forged = $$"""
            [{"seq":0,"changes":[[0,"A"],7],"user":"{{Some.Ben}}","author":"{{Some.Ben}}","client":"ben-tab"}]
            """;

        Assert.Equal("saved", (await anna.PushRawAsync(page, 1, forged)).Status);

        var update = (await ben.NextAsync("updates")).GetProperty("updates")[0];
        Assert.Equal(Some.Anna.Value, update.GetProperty("user").GetGuid());
        Assert.Equal("anna-tab", update.GetProperty("client").GetString());
        Refused("badRequest", await anna.JoinAsync(page, "ben-tab"));
    }

    [Fact]
    public async Task A_push_that_is_repeated_is_not_applied_twice()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));

        var again = await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));
        await ben.PushAsync(page, 1, 0, 7, new Change(7, 7, "B"));

        Assert.Equal(("saved", 2L), (again.Status, again.Revision));
        var (first, second) = (await ben.NextAsync("updates"), await ben.NextAsync("updates"));
        Assert.Equal(
            (1, 2),
            (first.GetProperty("from").GetInt32(), second.GetProperty("from").GetInt32())
        );
        Assert.Equal("AHello.\nB", (await ben.JoinAsync(page, "ben-tab")).Text);
    }

    [Fact]
    public async Task A_push_that_is_repeated_on_a_new_connection_is_not_applied_twice()
    {
        var (page, anna, _) = await TwoOnAsync("Hello.\n");
        await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));
        var back = await ConnectAsync(Some.Anna);
        await back.EnterAsync(page, "anna-tab");

        await back.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));

        Assert.Equal("AHello.\n", (await back.JoinAsync(page, "anna-tab")).Text);
    }

    [Fact]
    public async Task A_client_of_another_protocol_is_asked_to_load_the_page_anew()
    {
        var page = await host.NewPageAsync("Hello.\n");
        var anna = await ConnectAsync(Some.Anna);

        var answer = await anna.AskAsync<JoinAnswer>(
            "Join",
            new JoinRequest(page.ToString(), "anna-tab", null, true, Protocol: 2)
        );

        Refused("protocol", answer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("12345678901234567890123456789012345678901")]
    public async Task A_client_id_that_is_none_is_refused(string? client)
    {
        var page = await host.NewPageAsync("Hello.\n");
        var anna = await ConnectAsync(Some.Anna);

        Refused("badRequest", await anna.JoinAsync(page, client!));
    }

    [Fact]
    public async Task Publishing_makes_a_version_and_tells_the_others()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        await anna.PushAsync(page, 1, 0, 7, new Change(5, 5, " world"));

        var answer = await anna.PublishAsync(page, 2, "Greet more");

        Assert.Equal(("published", 2), (answer.Status, answer.Version));
        var told = await ben.NextAsync("published");
        Assert.Equal(2, told.GetProperty("version").GetInt32());
        Assert.Equal("anna Example", told.GetProperty("by").GetString());
        Assert.Equal("Hello world.\n", await host.PublishedTextAsync(page));
        var head = await host.Pages.FindHeadAsync(page, default);
        Assert.Equal(("Greet more", Some.Anna), (head!.Comment, Assert.Single(head.Authors)));
        Assert.Equal("unchanged", (await anna.PublishAsync(page, 2)).Status);
    }

    [Fact]
    public async Task A_conflict_comes_with_its_regions_and_is_published_when_it_is_settled()
    {
        var (page, anna, ben) = await TwoOnAsync("The answer is 1.\n");
        await anna.PushAsync(page, 1, 0, 17, new Change(14, 15, "2"));
        var elsewhere = new SaveRequest(page, Version.First, "The answer is 3.\n", [Some.Ben]);
        Assert.IsType<SaveResult.Saved>(await host.Saver.SaveAsync(elsewhere, default));

        var asked = await anna.PublishAsync(page, 2);

        Assert.Equal(("conflict", 2), (asked.Status, asked.Head));
        var region = Assert.Single(asked.Regions!);
        Assert.Contains("2", region.Ours, StringComparison.Ordinal);
        Assert.Contains("3", region.Theirs, StringComparison.Ordinal);
        Refused("badRequest", await ResolveAsync(anna, page, asked.Token!, "mine"));
        Refused("stale", await ResolveAsync(anna, page, "1", "ours"));
        Refused("stale", await ResolveAsync(anna, page, asked.Token!));
        var settled = await ResolveAsync(anna, page, asked.Token!, "ours");
        Assert.Equal(("published", 3), (settled.Status, settled.Version));
        Assert.Equal("The answer is 2.\n", await host.PublishedTextAsync(page));
        Assert.Equal(3, (await ben.NextAsync("published")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_version_from_elsewhere_reaches_the_open_editors()
    {
        var (page, anna, _) = await TwoOnAsync("First.\n\nSecond.\n");
        var elsewhere = new SaveRequest(
            page,
            Version.First,
            "First.\n\nSecond, new.\n",
            [Some.Ben]
        );

        await host.Saver.SaveAsync(elsewhere, default);

        var update = (await anna.NextAsync("updates")).GetProperty("updates")[0];
        Assert.True(ChangeSetJson.TryParse(update.GetProperty("changes"), out var changes));
        Assert.Equal("First.\n\nSecond, new.\n", changes.Apply("First.\n\nSecond.\n"));
        Assert.Equal(2, (await anna.NextAsync("published")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Whoever_comes_and_goes_is_named()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");
        var both = await anna.NextAsync(
            "members",
            m => m.GetProperty("members").GetArrayLength() == 2
        );
        Assert.Equal(
            ["anna Example", "ben Example"],
            both.GetProperty("members")
                .EnumerateArray()
                .Select(m => m.GetProperty("name").GetString())
        );

        await ben.DisposeAsync();

        var left = await anna.NextAsync(
            "members",
            m => m.GetProperty("members").GetArrayLength() == 1
        );
        Assert.Equal("anna-tab", left.GetProperty("members")[0].GetProperty("client").GetString());
        var again = await ConnectAsync(Some.Ben);
        await again.EnterAsync(page, "ben-tab");
        await again.AskAsync<JsonElement?>("Leave", new LeaveRequest(page.ToString()));
        await anna.NextAsync("members", m => m.GetProperty("members").GetArrayLength() == 2);
        await anna.NextAsync("members", m => m.GetProperty("members").GetArrayLength() == 1);
        Refused("notJoined", await again.PushAsync(page, 1, 0, 7, new Change(0, 0, "B")));
    }

    [Fact]
    public async Task A_cursor_is_shown_to_the_others_as_that_of_the_editor_it_belongs_to()
    {
        var (page, anna, ben) = await TwoOnAsync("Hello.\n");

        await anna.AskAsync<JsonElement?>("Cursor", new CursorMessage(page.ToString(), 1, 2, 4));

        var moved = await ben.NextAsync("cursor");
        Assert.Equal("anna-tab", moved.GetProperty("client").GetString());
        Assert.Equal(
            (2, 4),
            (moved.GetProperty("anchor").GetInt32(), moved.GetProperty("head").GetInt32())
        );
        Assert.True(anna.HasNothingOf("cursor"));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_can_not_connect()
    {
        await using var nobody = new LiveClient(host.Address, default);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(nobody.StartAsync);

        Assert.Equal(HttpStatusCode.Unauthorized, failure.StatusCode);
    }

    private static Task<PublishAnswer> ResolveAsync(
        LiveClient client,
        PageId page,
        string token,
        params string[] choices
    ) =>
        client.AskAsync<PublishAnswer>(
            "Resolve",
            new ResolveRequest(
                page.ToString(),
                token,
                2,
                [.. choices.Select((choice, i) => new ResolveChoice(i, choice))],
                Comment: null
            )
        );

    private static void Refused(string reason, Answer answer)
    {
        Assert.Equal(("refused", reason), (answer.Status, answer.Reason));
        Assert.EndsWith(".", answer.Message, StringComparison.Ordinal);
    }

    /// <summary>The draft "Hello." at revision 1 goes on after what was refused.</summary>
    private static async Task StillWorksAsync(PageId page, LiveClient anna)
    {
        var answer = await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "A"));
        Assert.Equal(("saved", 2L), (answer.Status, answer.Revision));
    }

    private static async Task HearsNothingMoreAsync(PageId page, LiveClient anna, LiveClient ben)
    {
        var saved = await anna.PushAsync(page, 1, 0, 7, new Change(0, 0, "Secret. "));
        Assert.Equal("saved", saved.Status);
        Refused("denied", await ben.PushAsync(page, 1, 0, 7, new Change(0, 0, "B")));
        Assert.True(ben.HasNothingOf("updates"));
    }

    private async Task<(PageId Page, LiveClient Anna, LiveClient Ben)> TwoOnAsync(string text)
    {
        var page = await host.NewPageAsync(text);
        var anna = await ConnectAsync(Some.Anna);
        var ben = await ConnectAsync(Some.Ben);
        Assert.Equal(1, (await anna.EnterAsync(page, "anna-tab")).Revision);
        await ben.EnterAsync(page, "ben-tab");
        return (page, anna, ben);
    }

    private async Task<LiveClient> ConnectAsync(UserId user)
    {
        var client = await host.ConnectAsync(user);
        clients.Add(client);
        return client;
    }
}
