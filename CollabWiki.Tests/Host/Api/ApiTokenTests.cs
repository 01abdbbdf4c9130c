using System.Net;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Api;

[Trait("layer", "host")]
public sealed class ApiTokenTests : ApiTests
{
    private AccessTokens Tokens => Host.Services.GetRequiredService<AccessTokens>();

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        using var nobody = new ApiProgram(Host.Address);
        foreach (var path in new[] { "spaces", "spaces/TEAM", "spaces/NEVER", $"pages/{Page}" })
        {
            var answer = await nobody.GetAsync(path);

            answer.ShouldBe(401, "token-missing");
            Assert.StartsWith(
                "Bearer",
                answer.Headers["WWW-Authenticate"],
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("cwt_")]
    [InlineData("cwt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not a token at all")]
    public async Task A_made_up_token_does_not_work(string token)
    {
        using var program = new ApiProgram(Host.Address);

        var answer = await program.SendAsync(
            "GET",
            "spaces",
            null,
            ("Authorization", $"Bearer {token}")
        );

        answer.ShouldBe(401, "token-invalid");
        Assert.Contains(
            "invalid_token",
            answer.Headers["WWW-Authenticate"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Each_character_of_a_token_counts()
    {
        var right = (await ApiProgram.TokenAsync(Host, Some.Anna)).Text.Reveal();
        for (var i = 0; i < right.Length; i++)
        {
            var wrong = right.ToCharArray();
            wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
            Assert.Null(await Tokens.CheckAsync(new string(wrong), default));
        }
        Assert.Null(await Tokens.CheckAsync(right + "A", default));
        Assert.NotNull(await Tokens.CheckAsync(right, default));
    }

    [Fact]
    public async Task A_token_does_not_work_after_its_last_day()
    {
        var made = await ApiProgram.TokenAsync(Host, Some.Anna, days: 1);
        using var program = new ApiProgram(Host.Address, made.Text.Reveal());
        Host.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await program.GetAsync("spaces")).Status);

        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await program.GetAsync("spaces")).ShouldBe(401, "token-invalid");
    }

    [Fact]
    public async Task A_token_that_is_taken_back_stops_at_once()
    {
        var made = await ApiProgram.TokenAsync(Host, Some.Anna);
        using var program = new ApiProgram(Host.Address, made.Text.Reveal());
        Assert.Equal(200, (await program.GetAsync("spaces")).Status);

        Assert.Null(await Tokens.RevokeAsync(made.Token.Id, Some.Ben, default));
        Assert.Equal(200, (await program.GetAsync("spaces")).Status);
        Assert.NotNull(await Tokens.RevokeAsync(made.Token.Id, Some.Anna, default));

        (await program.GetAsync("spaces")).ShouldBe(401, "token-invalid");
    }

    [Theory]
    [InlineData("PUT", "pages/{0}/text", "text/markdown", "Too late")]
    [InlineData("PATCH", "pages/{0}", "application/json", """{"title":"Too late"}""")]
    [InlineData("POST", "spaces/TEAM/pages", "application/json", """{"title":"Too late"}""")]
    public async Task A_token_that_is_taken_back_while_the_body_comes_writes_nothing(
        string method,
        string path,
        string type,
        string body
    )
    {
        var made = await ApiProgram.TokenAsync(Host, Some.Anna);
        using var program = new ApiProgram(Host.Address, made.Text.Reveal());
        var before = (await Anna.GetAsync("spaces/TEAM/pages")).Text;
        // The server says “continue” when it begins to read: by then it has let the request in.
        using var slow = new Midway(
            body,
            type,
            () => Tokens.RevokeAsync(made.Token.Id, null, default)
        );

        var answer = await program.SendAsync(
            method,
            string.Format(null, path, Page),
            slow,
            ("If-Match", ApiProgram.Tag(Page, 1)),
            ("Expect", "100-continue")
        );

        Assert.True(slow.WasAsked);
        answer.ShouldBe(401, "token-invalid");
        Assert.Equal(First, await Host.PublishedTextAsync(Page));
        Assert.Equal(before, (await Anna.GetAsync("spaces/TEAM/pages")).Text);
    }

    [Fact]
    public async Task Rights_that_are_taken_while_the_body_comes_write_nothing()
    {
        using var slow = new Midway(
            "Too late",
            "text/markdown",
            () => Host.GrantAsync(Some.Anna, Role.Reader)
        );

        var answer = await Anna.SendAsync(
            "PUT",
            $"pages/{Page}/text",
            slow,
            ("If-Match", ApiProgram.Tag(Page, 1)),
            ("Expect", "100-continue")
        );

        answer.ShouldBe(403, "forbidden");
        Assert.Equal(First, await Host.PublishedTextAsync(Page));
    }

    [Fact]
    public async Task The_tokens_of_a_disabled_account_do_not_work()
    {
        var result = await Host
            .Services.GetRequiredService<AccountEditor>()
            .SetDisabledAsync(Some.Anna, disabled: true, UserId.System, default);
        Assert.IsType<AccountResult.Done>(result);

        (await Anna.GetAsync("spaces")).ShouldBe(401, "token-invalid");
        (await Anna.PutAsync(Page, "x", from: 1)).ShouldBe(401, "token-invalid");
    }

    [Fact]
    public async Task A_token_that_may_only_read_writes_nothing()
    {
        using var reader = await ApiProgram.OfAsync(Host, Some.Anna, TokenScope.Read);

        Assert.Equal(200, (await reader.GetAsync($"pages/{Page}/text")).Status);
        (await reader.PutAsync(Page, "x", from: 1)).ShouldBe(403, "read-only-token");
        (await reader.CreateAsync(new { title = "New" })).ShouldBe(403, "read-only-token");
        (await reader.SendAsync("DELETE", $"pages/{Page}")).ShouldBe(403, "read-only-token");
        (await reader.SendAsync("POST", $"pages/{Page}/versions/1/restore")).ShouldBe(
            403,
            "read-only-token"
        );
        (
            await reader.SendAsync(
                "PATCH",
                $"pages/{Page}",
                ApiProgram.Bytes("{}"u8.ToArray(), "application/json")
            )
        ).ShouldBe(403, "read-only-token");
    }

    [Fact]
    public async Task A_use_is_noted_to_the_minute()
    {
        var made = await ApiProgram.TokenAsync(Host, Some.Anna);
        using var program = new ApiProgram(Host.Address, made.Text.Reveal());
        async Task<DateTimeOffset?> UseAsync(TimeSpan later)
        {
            Host.Clock.Advance(later);
            await program.GetAsync("spaces");
            return (await Tokens.FindUsableAsync(made.Token.Id, default))!.UsedAt;
        }

        var first = await UseAsync(TimeSpan.FromHours(1));
        Assert.Equal(Host.Clock.GetUtcNow(), first);
        Assert.Equal(first, await UseAsync(TimeSpan.FromSeconds(59)));
        Assert.Equal(first + TimeSpan.FromMinutes(1), await UseAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Wishes_for_tokens_that_can_not_be_are_refused()
    {
        Task<TokenResult> MakeAsync(string name, int? days, UserId? user = null) =>
            Tokens.CreateAsync(
                TokenId.New(),
                user ?? Some.Ben,
                name,
                TokenScope.Read,
                days,
                default
            );
        async Task RefusedAsync(TokenRefusal why, Task<TokenResult> wish) =>
            Assert.Equal(why, Assert.IsType<TokenResult.Refused>(await wish).Why);

        await RefusedAsync(TokenRefusal.NameMalformed, MakeAsync("  ", null));
        await RefusedAsync(TokenRefusal.NameMalformed, MakeAsync("a\nb", null));
        await RefusedAsync(TokenRefusal.NameMalformed, MakeAsync(new string('x', 101), null));
        await RefusedAsync(TokenRefusal.LifetimeMalformed, MakeAsync("x", 0));
        await RefusedAsync(
            TokenRefusal.LifetimeMalformed,
            MakeAsync("x", AccessTokens.MaxDays + 1)
        );
        await RefusedAsync(TokenRefusal.NoSuchAccount, MakeAsync("x", null, UserId.New()));
        var made = Assert.IsType<TokenResult.Made>(await MakeAsync("0", 1));
        for (var i = 1; i < AccessTokens.MaxUsable; i++)
        {
            Assert.IsType<TokenResult.Made>(await MakeAsync($"{i}", 1));
        }
        await RefusedAsync(TokenRefusal.TooMany, MakeAsync("x", 1));
        await Tokens.RevokeAsync(made.Token.Id, null, default);
        Assert.IsType<TokenResult.Made>(await MakeAsync("x", 1));
    }

    [Fact]
    public void Neither_secret_nor_hash_shows_where_records_are_printed()
    {
        var text = TokenText.For(TokenId.New());
        var token = new AccessToken
        {
            Id = text.Id,
            User = Some.Anna,
            Name = "Mine",
            Scope = TokenScope.Read,
            Hash = text.Hash,
            CreatedAt = Some.Time,
        };

        var printed = $"{text} {token} {new TokenResult.Made(token, text)}";

        Assert.DoesNotContain(text.Reveal(), printed, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Hash, printed, StringComparison.Ordinal);
        Assert.StartsWith(TokenText.Prefix, text.Reveal(), StringComparison.Ordinal);
    }

    /// <summary>A body before which something happens, when the server asks for it.</summary>
    private sealed class Midway : HttpContent
    {
        private readonly string body;
        private readonly Func<Task> before;

        public Midway(string body, string type, Func<Task> before)
        {
            (this.body, this.before) = (body, before);
            Headers.ContentType = new(type);
        }

        public bool WasAsked { get; private set; }

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context
        )
        {
            WasAsked = true;
            await before();
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
