using System.Text;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Api;

[Trait("layer", "host")]
public sealed class ApiTextTests : ApiTests
{
    private string Address => $"pages/{Page}/text";

    [Fact]
    public async Task A_text_comes_as_the_bytes_that_it_is_with_a_tag_that_names_its_version()
    {
        const string Odd = "\ufeffÄ 日本\r\n\r\nlast line without an end 🙂";
        Assert.Equal(200, (await Anna.PutAsync(Page, Odd, from: 1)).Status);

        var answer = await Rita.GetAsync(Address);

        Assert.Equal((200, "text/markdown"), (answer.Status, answer.ContentType));
        Assert.Equal(Encoding.UTF8.GetBytes(Odd), answer.Bytes);
        Assert.Equal(ApiProgram.Tag(Page, 2), answer.ETag);
        Assert.Contains("private", answer.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_text_is_told_so()
    {
        var tag = (await Anna.GetAsync(Address)).ETag!;

        var known = await Anna.SendAsync("GET", Address, null, ("If-None-Match", tag));
        Assert.Equal((304, 0, tag), (known.Status, known.Bytes.Length, known.ETag));

        await Anna.PutAsync(Page, "New", from: 1);
        var changed = await Anna.SendAsync("GET", Address, null, ("If-None-Match", tag));
        Assert.Equal((200, "New"), (changed.Status, changed.Text));
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_the_text()
    {
        var head = await Anna.SendAsync("HEAD", Address);

        Assert.Equal((200, 0), (head.Status, head.Bytes.Length));
        Assert.Equal(ApiProgram.Tag(Page, 1), head.ETag);
        Assert.Equal(404, (await Anna.SendAsync("HEAD", $"pages/{Guid.NewGuid()}/text")).Status);
    }

    [Fact]
    public async Task OPTIONS_and_a_wrong_method_say_what_is_allowed()
    {
        using var nobody = new ApiProgram(Host.Address);
        var options = await nobody.SendAsync("OPTIONS", Address);
        Assert.Equal(204, options.Status);
        Assert.Superset(
            new HashSet<string> { "GET", "HEAD", "PUT", "OPTIONS" },
            options.Allow.ToHashSet()
        );

        var wrong = await Anna.SendAsync("POST", Address, ApiProgram.Text("x"));
        wrong.ShouldBe(405, "method-not-allowed");
        Assert.Contains("PUT", wrong.Allow);
    }

    [Fact]
    public async Task A_save_on_the_newest_version_is_the_next_one()
    {
        var answer = await Anna.SendAsync(
            "PUT",
            Address + "?comment=Moved%20to%20Friday",
            ApiProgram.Bytes("Friday"u8.ToArray(), "text/plain; charset=UTF-8"),
            ("If-Match", ApiProgram.Tag(Page, 1))
        );

        Assert.Equal((200, ApiProgram.Tag(Page, 2)), (answer.Status, answer.ETag));
        Assert.Equal("saved", answer.Json.GetProperty("result").GetString());
        Assert.True(answer.Json.GetProperty("sameText").GetBoolean());
        var version = answer.Json.GetProperty("version");
        Assert.Equal(2, version.GetProperty("number").GetInt32());
        Assert.Equal("Moved to Friday", version.GetProperty("comment").GetString());
        Assert.Equal(
            "anna Example",
            version.GetProperty("authors")[0].GetProperty("name").GetString()
        );
        Assert.Equal("Friday", await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task The_same_text_again_makes_no_version()
    {
        var answer = await Anna.PutAsync(Page, First, from: 1);

        Assert.Equal((200, ApiProgram.Tag(Page, 1)), (answer.Status, answer.ETag));
        Assert.Equal("unchanged", answer.Json.GetProperty("result").GetString());
        Assert.True(answer.Json.GetProperty("sameText").GetBoolean());
    }

    [Fact]
    public async Task A_stale_save_is_merged_and_says_how()
    {
        await Anna.PutAsync(Page, First.Replace("noon", "ten", StringComparison.Ordinal), from: 1);

        var mine = First.Replace("quarter", "year", StringComparison.Ordinal);
        var answer = await Anna.PutAsync(Page, mine, from: 1);

        Assert.Equal((200, ApiProgram.Tag(Page, 3)), (answer.Status, answer.ETag));
        Assert.Equal("merged", answer.Json.GetProperty("result").GetString());
        Assert.False(answer.Json.GetProperty("sameText").GetBoolean());
        var regions = answer.Json.GetProperty("regions").EnumerateArray().ToList();
        Assert.All(regions, region => Assert.NotEmpty(region.GetProperty("reason").GetString()!));
        var merged = await Host.PublishedTextAsync(Page);
        Assert.Equal(
            merged,
            string.Concat(regions.Select(region => region.GetProperty("result").GetString()))
        );
        Assert.Contains("ten", merged, StringComparison.Ordinal);
        Assert.Contains("year", merged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_writes_nothing_and_holds_all_texts_until_it_is_settled()
    {
        var theirs = First.Replace("Thursday", "Friday", StringComparison.Ordinal);
        await Anna.PutAsync(Page, theirs, from: 1);

        var mine = First.Replace("Thursday", "Monday", StringComparison.Ordinal);
        var answer = await Anna.PutAsync(Page, mine, from: 1);

        answer.ShouldBe(409, "conflict");
        Assert.Equal(theirs, await Host.PublishedTextAsync(Page));
        Assert.Equal(1, answer.Json.GetProperty("base").GetInt32());
        var regions = answer.Json.GetProperty("regions").EnumerateArray().ToList();
        string Side(string side) =>
            string.Concat(
                regions.Select(region =>
                    region.TryGetProperty(side, out var text)
                        ? text.GetString()
                        : region.GetProperty("result").GetString()
                )
            );
        Assert.Equal((First, mine, theirs), (Side("base"), Side("ours"), Side("theirs")));
        Assert.Single(regions, region => !region.TryGetProperty("result", out _));

        var head = answer.Json.GetProperty("head").GetProperty("etag").GetString()!;
        var settled = await Anna.PutAsync(Page, ApiProgram.Text(mine), head);
        Assert.Equal("saved", settled.Json.GetProperty("result").GetString());
        Assert.Equal(mine, await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task A_save_must_say_what_it_started_from()
    {
        var answer = await Anna.SendAsync("PUT", Address, ApiProgram.Text("x"));

        answer.ShouldBe(428, "if-match-required");
        Assert.Equal(First, await Host.PublishedTextAsync(Page));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("\"\"")]
    [InlineData("\"1-")]
    [InlineData("\"0-{end}\"")]
    [InlineData("\"-1-{end}\"")]
    [InlineData("\"１-{end}\"")]
    [InlineData("\"99999999999-{end}\"")]
    [InlineData("\"1-{end}\", \"2-{end}\"")]
    [InlineData("\"1-{end}x\"")]
    [InlineData("'; drop table version; --")]
    public async Task Garbage_in_If_Match_is_told_from_a_version(string tag)
    {
        tag = tag.Replace("{end}", Page.Value.ToString("N")[^8..], StringComparison.Ordinal);

        (await Anna.PutAsync(Page, ApiProgram.Text("x"), tag)).ShouldBe(400, "if-match-malformed");

        Assert.Equal(First, await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task A_version_that_is_not_there_yet_or_is_another_pages_is_refused()
    {
        var other = await Host.NewPageAsync("Other");
        foreach (
            var tag in new[]
            {
                ApiProgram.Tag(Page, 2),
                ApiProgram.Tag(Page, int.MaxValue),
                ApiProgram.Tag(other, 1),
                "W/" + ApiProgram.Tag(Page, 1),
            }
        )
        {
            (await Anna.PutAsync(Page, ApiProgram.Text("x"), tag)).ShouldBe(
                412,
                "precondition-failed"
            );
        }
        Assert.Equal(First, await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task A_body_that_no_page_can_hold_is_refused_with_the_reason()
    {
        var tag = ApiProgram.Tag(Page, 1);
        async Task<ApiAnswer> PutAsync(byte[] body) =>
            await Anna.PutAsync(Page, ApiProgram.Bytes(body), tag);

        var latin = await PutAsync([0x63, 0x61, 0x66, 0xe9]);
        latin.ShouldBe(400, "not-utf8");
        Assert.Contains("UTF-8", latin.Text, StringComparison.Ordinal);
        // Half of a pair as CESU-8 writes it.
        (await PutAsync([0xed, 0xa0, 0x80])).ShouldBe(400, "not-utf8");
        (await PutAsync("a\0b"u8.ToArray())).ShouldBe(400, "text-refused");
        (await PutAsync(new byte[PageText.MaxBytes + 1])).ShouldBe(413, "too-large");

        Assert.Equal(First, await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task The_longest_text_goes_in_and_comes_out_and_a_longer_one_without_a_length_does_not()
    {
        var longest = new string('x', PageText.MaxBytes);
        Assert.Equal(200, (await Anna.PutAsync(Page, longest, from: 1)).Status);
        Assert.Equal(longest, (await Anna.GetAsync(Address)).Text);

        using var stream = new MemoryStream(new byte[PageText.MaxBytes + 1]);
        using var chunked = new StreamContent(new Unsized(stream));
        chunked.Headers.ContentType = new("text/markdown");
        (await Anna.PutAsync(Page, chunked, ApiProgram.Tag(Page, 2))).ShouldBe(413, "too-large");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData("text/markdown; charset=iso-8859-1")]
    public async Task Another_kind_of_body_is_refused(string type) =>
        (
            await Anna.PutAsync(
                Page,
                ApiProgram.Bytes("x"u8.ToArray(), type),
                ApiProgram.Tag(Page, 1)
            )
        ).ShouldBe(415, "media-type");

    [Theory]
    [InlineData("two%0Alines")]
    [InlineData("nul%00")]
    public async Task A_comment_stands_on_one_line(string comment) =>
        (
            await Anna.SendAsync(
                "PUT",
                $"{Address}?comment={comment}",
                ApiProgram.Text("x"),
                ("If-Match", ApiProgram.Tag(Page, 1))
            )
        ).ShouldBe(400, "bad-request");

    [Fact]
    public async Task Who_may_read_may_not_save() =>
        (await Rita.PutAsync(Page, "x", from: 1)).ShouldBe(403, "forbidden");

    [Fact]
    public async Task An_unreadable_page_and_one_that_never_was_get_the_same_answer()
    {
        var hidden = await HiddenPageAsync();
        using var rita = await ApiProgram.OfAsync(Host, WikiHost.Rita);
        foreach (
            var (method, path) in new[]
            {
                ("GET", "{0}/text"),
                ("GET", "{0}"),
                ("PUT", "{0}/text"),
                ("DELETE", "{0}"),
            }
        )
        {
            async Task<ApiAnswer> AskAsync(string id) =>
                await rita.SendAsync(
                    method,
                    "pages/" + path.Replace("{0}", id, StringComparison.Ordinal),
                    method == "PUT" ? ApiProgram.Text("x") : null
                );
            var there = await AskAsync(hidden.ToString());
            var never = await AskAsync(Guid.NewGuid().ToString());

            there.ShouldBe(404, "not-found");
            Assert.Equal(never.Text, there.Text);
            Assert.Equal(never.Headers.Keys.Order(), there.Headers.Keys.Order());
        }
        Assert.Equal(
            (await rita.GetAsync("spaces/NEVER")).Text,
            (await rita.GetAsync("spaces/SECRET")).ShouldBe(404, "not-found").Text
        );
    }

    [Fact]
    public async Task A_page_in_the_trash_takes_no_text()
    {
        await Host.TrashAsync(Page);

        (await Anna.GetAsync(Address)).ShouldBe(404, "trashed");
        (await Anna.PutAsync(Page, "x", from: 1)).ShouldBe(404, "trashed");
        (await Rita.GetAsync(Address)).ShouldBe(404, "not-found");
    }

    private async Task<PageId> HiddenPageAsync()
    {
        var key = SpaceKey.Parse("SECRET");
        var space = new Space
        {
            Key = key,
            Name = "Secret",
            Grants = [new Grant(Audience.User, Role.Editor, Some.Anna)],
        };
        Assert.True(
            await Host.Services.GetRequiredService<ISpaceStore>().TryCreateAsync(space, default)
        );
        var made = await Host
            .Services.GetRequiredService<PageCreator>()
            .CreateAsync(new NewPage(key, "Hidden", "x", Some.Anna), default);
        return Assert.IsType<CreateResult.Created>(made).Page.Id;
    }

    /// <summary>A stream that doesn't tell how long it is.</summary>
    private sealed class Unsized(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            inner.Read(buffer, offset, count);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
