using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Api;

/// <summary>Requests that come again because their sender got no answer.</summary>
[Trait("layer", "host")]
public sealed class ApiRepeatTests : ApiTests
{
    private const string Key = "Idempotency-Key";

    [Fact]
    public async Task The_same_key_and_body_give_the_same_answer_and_one_page()
    {
        var first = await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"));
        Assert.Equal(201, first.Status);
        var page = first.Json.GetProperty("id").GetString();
        await Anna.SendAsync(
            "PATCH",
            $"pages/{page}",
            ApiProgram.Bytes("""{"title":"Other"}"""u8.ToArray(), "application/json")
        );

        var again = await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"));

        Assert.Equal((201, first.Text, first.ETag), (again.Status, again.Text, again.ETag));
        Assert.Equal(first.Headers["Location"], again.Headers["Location"]);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"));

        (await Anna.CreateAsync(new { title = "Other" }, (Key, "one"))).ShouldBe(
            422,
            "idempotency-key-reused"
        );

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Keys_of_others_are_other_keys()
    {
        using var ben = await ApiProgram.OfAsync(Host, Some.Ben);
        await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"));

        Assert.Equal(201, (await ben.CreateAsync(new { title = "Other" }, (Key, "one"))).Status);

        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task Many_repeats_at_once_make_one_page_and_get_one_answer()
    {
        for (var round = 0; round < 10; round++)
        {
            var before = await CountAsync();
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(_ => Anna.CreateAsync(new { title = "Notes" }, (Key, $"round-{round}")))
            );

            Assert.All(answers, answer => Assert.Equal(201, answer.Status));
            Assert.Single(answers.Select(answer => answer.Text).Distinct());
            Assert.Equal(before + 1, await CountAsync());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_crash_cut_short_is_finished_by_the_repeat(bool wasPlaced)
    {
        // The key as the request that died left it: claimed, with the page made or not, and without an answer.
        var keys = Host.Services.GetRequiredService<IRequestKeyStore>();
        var probe = await Anna.CreateAsync(new { title = "Notes" }, (Key, "probe"));
        var known = await keys.ClaimAsync(Request("probe", "", PageId.New()), default);
        Assert.Equal(probe.Json.GetProperty("id").GetString(), known.Page.ToString());
        var left = await keys.ClaimAsync(
            Request("crashed", known.Fingerprint, PageId.New()),
            default
        );
        if (wasPlaced)
        {
            var creator = Host.Services.GetRequiredService<PageCreator>();
            var wish = new NewPage(Some.Team, "Notes", "", Some.Anna) { Id = left.Page };
            Assert.IsType<CreateResult.Created>(await creator.CreateAsync(wish, default));
        }
        else
        {
            var saver = Host.Saver;
            Assert.IsType<SaveResult.Saved>(
                await saver.SaveAsync(
                    new SaveRequest(left.Page, Version.None, "", [Some.Anna]),
                    default
                )
            );
        }

        var answer = await Anna.CreateAsync(new { title = "Notes" }, (Key, "crashed"));

        Assert.Equal(
            (201, left.Page.ToString()),
            (answer.Status, answer.Json.GetProperty("id").GetString())
        );
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task A_repeat_by_somebody_who_lost_the_right_is_refused()
    {
        await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"));
        await Host.GrantAsync(Some.Anna, Role.Reader);

        (await Anna.CreateAsync(new { title = "Notes" }, (Key, "one"))).ShouldBe(403, "forbidden");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ä")]
    public async Task A_key_that_can_not_be_is_refused(string key) =>
        (await Anna.CreateAsync(new { title = "Notes" }, (Key, key))).ShouldBe(400, "bad-request");

    [Fact]
    public async Task A_key_has_an_end()
    {
        Assert.Equal(
            201,
            (await Anna.CreateAsync(new { title = "a" }, (Key, new string('k', 255)))).Status
        );

        (await Anna.CreateAsync(new { title = "a" }, (Key, new string('k', 256)))).ShouldBe(
            400,
            "bad-request"
        );
    }

    private async Task<int> CountAsync() =>
        (await Host.Trees.GetAsync(Some.Team, default)).InOrder().Count();

    private static KeptRequest Request(string key, string fingerprint, PageId page) =>
        new()
        {
            User = Some.Anna,
            Key = key,
            Fingerprint = fingerprint,
            Page = page,
            At = Some.Time,
        };
}
