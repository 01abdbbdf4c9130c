using System.Text;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Host.Api;

[Trait("layer", "host")]
public sealed class ApiPageTests : ApiTests
{
    [Fact]
    public async Task Spaces_are_those_that_one_may_read_with_what_one_is_in_them()
    {
        var spaces = (await Rita.GetAsync("spaces")).Json.GetProperty("items");

        var team = Assert.Single(
            spaces.EnumerateArray(),
            space => space.GetProperty("key").GetString() == "TEAM"
        );
        Assert.Equal("reader", team.GetProperty("role").GetString());
        Assert.Equal(
            "editor",
            (await Anna.GetAsync("spaces/team")).Json.GetProperty("role").GetString()
        );
        (await Anna.GetAsync("spaces/NEVER")).ShouldBe(404, "not-found");
    }

    [Fact]
    public async Task The_pages_of_a_space_come_in_order_and_in_parts()
    {
        var made = new List<string> { Page.ToString() };
        for (var i = 0; i < 4; i++)
        {
            made.Add((await Host.NewPageAsync("x", under: i % 2 == 0 ? Page : null)).ToString());
        }
        var found = new List<string>();
        for (var next = "spaces/TEAM/pages?limit=2"; next is not null; )
        {
            var part = (await Anna.GetAsync(next)).Json;
            Assert.InRange(part.GetProperty("items").GetArrayLength(), 1, 2);
            found.AddRange(
                part.GetProperty("items")
                    .EnumerateArray()
                    .Select(item => item.GetProperty("id").GetString()!)
            );
            next = part.GetProperty("next").GetString();
        }

        Assert.Equal([made[0], made[1], made[3], made[2], made[4]], found);
        var below = (await Anna.GetAsync($"spaces/TEAM/pages?under={Page}")).Json.GetProperty(
            "items"
        );
        Assert.Equal(
            [made[1], made[3]],
            below.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)
        );
        Assert.Equal(1, below[0].GetProperty("depth").GetInt32());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("after=nothing")]
    [InlineData("under=8f14e45f-ceea-467f-9575-9a8d3d0c9f10")]
    public async Task A_list_that_can_not_be_is_refused(string query) =>
        (await Anna.GetAsync($"spaces/TEAM/pages?{query}")).ShouldBe(400, "bad-request");

    [Fact]
    public async Task A_page_is_made_and_found_where_the_answer_says()
    {
        var answer = await Anna.CreateAsync(
            new
            {
                title = " Notes ",
                text = "# 日本 🙂",
                parent = Page.ToString(),
                slug = "our-notes",
            }
        );

        Assert.Equal(201, answer.Status);
        var page = answer.Json;
        Assert.Equal(
            ("Notes", "our-notes", Page.ToString()),
            (
                page.GetProperty("title").GetString(),
                page.GetProperty("slug").GetString(),
                page.GetProperty("parent").GetString()
            )
        );
        Assert.Equal("/wiki/TEAM/our-notes", page.GetProperty("url").GetString());
        Assert.Equal(
            $"/api/v1/pages/{page.GetProperty("id").GetString()}",
            answer.Headers["Location"]
        );
        Assert.Equal(answer.Text, (await Anna.GetAsync(answer.Headers["Location"])).Text);
        var text = await Anna.GetAsync(answer.Headers["Location"] + "/text");
        Assert.Equal(("# 日本 🙂", answer.ETag), (text.Text, text.ETag));
    }

    [Theory]
    [InlineData("""{"title":""}""", 422, "invalid")]
    [InlineData("""{"title":"a\nb"}""", 422, "invalid")]
    [InlineData("""{"title":"a\ud800b"}""", 400, "bad-request")]
    [InlineData("""{"title":"x","text":"a\ud800b"}""", 400, "bad-request")]
    [InlineData("""{"title":"x","text":"a\u0000b"}""", 400, "text-refused")]
    [InlineData("""{"title":"x","slug":"Not A Slug"}""", 422, "invalid")]
    [InlineData(
        """{"title":"x","parent":"8f14e45f-ceea-467f-9575-9a8d3d0c9f10"}""",
        422,
        "invalid"
    )]
    [InlineData("""{"title":"x","parent":"garbage"}""", 422, "invalid")]
    [InlineData("""{"text":"no title"}""", 400, "bad-request")]
    [InlineData("""{"title":null}""", 400, "bad-request")]
    [InlineData("""{"title":"x","text":null}""", 400, "bad-request")]
    [InlineData("""{"title":"x","titel":"y"}""", 400, "bad-request")]
    [InlineData("""{"title":"x","title":"y"}""", 400, "bad-request")]
    [InlineData("""{"title":1}""", 400, "bad-request")]
    [InlineData("""[]""", 400, "bad-request")]
    [InlineData("""null""", 400, "bad-request")]
    [InlineData("", 400, "bad-request")]
    public async Task A_page_that_can_not_be_is_refused(string body, int status, string problem)
    {
        var answer = await PostAsync(Encoding.UTF8.GetBytes(body));

        answer.ShouldBe(status, problem);
        Assert.Single(
            (await Anna.GetAsync("spaces/TEAM/pages")).Json.GetProperty("items").EnumerateArray()
        );
    }

    [Fact]
    public async Task A_body_of_JSON_must_be_UTF8_and_no_longer_than_a_page()
    {
        byte[] latin = [.. "{\"title\":\"caf"u8, 0xe9, .. "\"}"u8];
        (await PostAsync(latin)).ShouldBe(400, "not-utf8");
        (await PostAsync(JsonOf(new string('x', PageText.MaxBytes + 1)))).ShouldBe(
            413,
            "too-large"
        );
        (await PostAsync("{\"title\":\"x\"}"u8.ToArray(), "text/plain")).ShouldBe(
            415,
            "media-type"
        );
        // As long as JSON can make it: six characters for each.
        Assert.Equal(
            201,
            (
                await PostAsync(
                    Encoding.ASCII.GetBytes(
                        "{\"title\":\"x\",\"text\":\""
                            + string.Concat(Enumerable.Repeat("\\u0078", PageText.MaxBytes))
                            + "\"}"
                    )
                )
            ).Status
        );

        static byte[] JsonOf(string text) =>
            Encoding.UTF8.GetBytes($$"""{"title":"x","text":"{{text}}"}""");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_a_conflict_of_the_tree()
    {
        Assert.Equal(201, (await Anna.CreateAsync(new { title = "x", slug = "same" })).Status);

        (await Anna.CreateAsync(new { title = "y", slug = "same" })).ShouldBe(409, "tree-conflict");
        (await Rita.CreateAsync(new { title = "z" })).ShouldBe(403, "forbidden");
    }

    [Fact]
    public async Task A_page_is_renamed_and_moved_in_one_change()
    {
        var parent = await Host.NewPageAsync("x");

        var moved = await PatchAsync(
            Page,
            $$"""{"title":"Minutes","slug":"minutes","parent":"{{parent}}"}"""
        );
        Assert.Equal(("Minutes", "minutes", parent.ToString()), Place(moved));
        var tree = await Host.Trees.GetAsync(Some.Team, default);
        Assert.Equal([parent, Page], tree.InOrder().Select(page => page.Id));
        Assert.Contains(Some.Slug("a-page"), tree.Find(Page)!.FormerSlugs);

        Assert.Equal(
            ("Notes", "minutes", parent.ToString()),
            Place(await PatchAsync(Page, """{"title":"Notes"}"""))
        );
        Assert.Equal(
            ("Notes", "minutes", null),
            Place(await PatchAsync(Page, $$"""{"parent":null,"before":"{{parent}}"}"""))
        );
        tree = await Host.Trees.GetAsync(Some.Team, default);
        Assert.Equal([Page, parent], tree.InOrder().Select(page => page.Id));

        static (string?, string?, string?) Place(ApiAnswer answer)
        {
            Assert.Equal(200, answer.Status);
            return (
                answer.Json.GetProperty("title").GetString(),
                answer.Json.GetProperty("slug").GetString(),
                answer.Json.GetProperty("parent").GetString()
            );
        }
    }

    [Fact]
    public async Task A_change_that_can_not_be_changes_nothing()
    {
        var child = await Host.NewPageAsync("x", under: Page);

        (await PatchAsync(Page, $$"""{"title":"New","parent":"{{child}}"}""")).ShouldBe(
            409,
            "tree-conflict"
        );
        (await PatchAsync(Page, """{"title":""}""")).ShouldBe(422, "invalid");
        (await PatchAsync(Page, "{}")).ShouldBe(422, "invalid");
        (await PatchAsync(Page, """{"parent":"garbage"}""")).ShouldBe(422, "invalid");
        (await PatchAsync(Page, """{"moved":true}""")).ShouldBe(400, "bad-request");
        (await PatchAsync(PageId.New(), """{"title":"x"}""")).ShouldBe(404, "not-found");

        var page = (await Host.Trees.FindAsync(Page, default))!.Value.Page;
        Assert.Equal(("A page", null), (page.Title, page.Parent));
    }

    [Fact]
    public async Task A_page_goes_into_the_trash_and_comes_back()
    {
        Assert.Equal(204, (await Anna.SendAsync("DELETE", $"pages/{Page}")).Status);
        (await Anna.SendAsync("DELETE", $"pages/{Page}")).ShouldBe(404, "trashed");
        var trashed = await Anna.GetAsync($"pages/{Page}");
        Assert.Equal(
            Host.Clock.GetUtcNow(),
            trashed.Json.GetProperty("trashedAt").GetDateTimeOffset()
        );
        (await Rita.GetAsync($"pages/{Page}")).ShouldBe(404, "not-found");
        (await Rita.SendAsync("POST", $"pages/{Page}/restore")).ShouldBe(403, "forbidden");

        var back = await Anna.SendAsync("POST", $"pages/{Page}/restore");
        Assert.Equal(200, back.Status);
        Assert.Equal(200, (await Rita.GetAsync($"pages/{Page}/text")).Status);
        (await Anna.SendAsync("POST", $"pages/{Page}/restore")).ShouldBe(409, "tree-conflict");
    }

    [Fact]
    public async Task Where_a_deletion_names_a_version_it_must_be_the_newest()
    {
        await Anna.PutAsync(Page, "New", from: 1);
        var path = $"pages/{Page}";

        (
            await Anna.SendAsync("DELETE", path, null, ("If-Match", ApiProgram.Tag(Page, 1)))
        ).ShouldBe(412, "precondition-failed");
        (await Anna.SendAsync("DELETE", path, null, ("If-Match", "garbage"))).ShouldBe(
            400,
            "if-match-malformed"
        );
        Assert.Equal(
            204,
            (
                await Anna.SendAsync("DELETE", path, null, ("If-Match", ApiProgram.Tag(Page, 2)))
            ).Status
        );
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_in_parts()
    {
        for (var version = 1; version < 5; version++)
        {
            await Anna.PutAsync(Page, $"Text {version + 1}", from: version);
        }
        var numbers = new List<int>();
        for (var next = $"pages/{Page}/versions?limit=2"; next is not null; )
        {
            var part = (await Rita.GetAsync(next)).Json;
            numbers.AddRange(
                part.GetProperty("items")
                    .EnumerateArray()
                    .Select(item => item.GetProperty("number").GetInt32())
            );
            next = part.GetProperty("next").GetString();
        }

        Assert.Equal([5, 4, 3, 2, 1], numbers);
        Assert.Equal(
            3,
            (await Rita.GetAsync($"pages/{Page}/versions/3")).Json.GetProperty("number").GetInt32()
        );
        var old = await Rita.GetAsync($"pages/{Page}/versions/3/text");
        Assert.Equal(("Text 3", ApiProgram.Tag(Page, 3)), (old.Text, old.ETag));
        foreach (var number in new[] { 0, -1, 6, int.MaxValue })
        {
            (await Rita.GetAsync($"pages/{Page}/versions/{number}")).ShouldBe(404, "not-found");
            (await Rita.GetAsync($"pages/{Page}/versions/{number}/text")).ShouldBe(
                404,
                "not-found"
            );
            (await Anna.SendAsync("POST", $"pages/{Page}/versions/{number}/restore")).ShouldBe(
                404,
                "not-found"
            );
        }
        (await Rita.GetAsync($"pages/{Page}/versions?before=0")).ShouldBe(400, "bad-request");
    }

    [Fact]
    public async Task A_version_is_brought_back_as_the_newest_or_merged_with_what_came_since()
    {
        await Anna.PutAsync(Page, First.Replace("noon", "ten", StringComparison.Ordinal), from: 1);
        await Anna.PutAsync(
            Page,
            First.Replace("noon", "ten", StringComparison.Ordinal) + "\nAnother line at the end.\n",
            from: 2
        );

        var merged = await RestoreAsync(("If-Match", ApiProgram.Tag(Page, 2)));
        Assert.Equal(("merged", "restore", 1), Result(merged));
        Assert.Equal(First + "\nAnother line at the end.\n", await Host.PublishedTextAsync(Page));

        Assert.Equal(("saved", "restore", 1), Result(await RestoreAsync()));
        Assert.Equal(First, await Host.PublishedTextAsync(Page));
        Assert.Equal("unchanged", (await RestoreAsync()).Json.GetProperty("result").GetString());
        (await RestoreAsync(("If-Match", ApiProgram.Tag(Page, 99)))).ShouldBe(
            412,
            "precondition-failed"
        );
        Assert.Equal(
            403,
            (await Rita.SendAsync("POST", $"pages/{Page}/versions/1/restore")).Status
        );

        Task<ApiAnswer> RestoreAsync(params (string, string)[] headers) =>
            Anna.SendAsync("POST", $"pages/{Page}/versions/1/restore", null, headers);
        static (string?, string?, int) Result(ApiAnswer answer)
        {
            var version = answer.Json.GetProperty("version");
            return (
                answer.Json.GetProperty("result").GetString(),
                version.GetProperty("kind").GetString(),
                version.GetProperty("origin").GetInt32()
            );
        }
    }

    private Task<ApiAnswer> PostAsync(byte[] body, string type = "application/json") =>
        Anna.SendAsync("POST", "spaces/TEAM/pages", ApiProgram.Bytes(body, type));

    private Task<ApiAnswer> PatchAsync(PageId page, string body) =>
        Anna.SendAsync(
            "PATCH",
            $"pages/{page}",
            ApiProgram.Bytes(Encoding.UTF8.GetBytes(body), "application/json")
        );
}
