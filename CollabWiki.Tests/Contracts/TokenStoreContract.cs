using CollabWiki.Core.Accounts;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of personal access tokens must do.</summary>
public abstract class TokenStoreContract
{
    private readonly UserId user = UserId.New();

    protected abstract ITokenStore Store { get; }

    [Fact]
    public async Task A_token_is_found_as_it_was_written()
    {
        var endless = Token(0);
        var ending = Token(1) with { Scope = TokenScope.Write, ExpiresAt = Some.Time.AddDays(9) };

        Assert.True(await Store.TryCreateAsync(endless, default));
        Assert.True(await Store.TryCreateAsync(ending, default));
        var used = Token(2) with
        {
            UsedAt = Some.Time.AddDays(1),
            RevokedAt = Some.Time.AddDays(2),
        };
        Assert.True(await Store.TryCreateAsync(used, default));

        Assert.Equal(used, await Store.FindAsync(used.Id, default));
        Assert.Equal(endless, await Store.FindAsync(endless.Id, default));
        Assert.Equal(ending, await Store.FindAsync(ending.Id, default));
        Assert.Null(await Store.FindAsync(TokenId.New(), default));
    }

    [Fact]
    public async Task A_second_token_of_one_id_is_refused_and_changes_nothing()
    {
        var first = Token(0);
        Assert.True(await Store.TryCreateAsync(first, default));

        var second = first with { Hash = Token(1).Hash, Name = "Another" };
        Assert.False(await Store.TryCreateAsync(second, default));

        Assert.Equal(first, await Store.FindAsync(first.Id, default));
    }

    [Fact]
    public async Task Of_many_that_are_made_with_one_id_at_once_one_is()
    {
        var token = Token(0);

        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => Task.Run(() => Store.TryCreateAsync(Token(i, token.Id), default)))
        );

        Assert.Single(made, true);
    }

    [Fact]
    public async Task An_account_has_its_own_tokens_oldest_first()
    {
        var second = Token(2);
        var first = Token(1);
        var others = Token(0) with { User = UserId.New() };
        foreach (var token in new[] { second, first, others })
        {
            Assert.True(await Store.TryCreateAsync(token, default));
        }

        Assert.Equal([first, second], await Store.ListAsync(user, default));
        Assert.Equal([others], await Store.ListAsync(others.User, default));
        Assert.Empty(await Store.ListAsync(UserId.New(), default));
    }

    [Fact]
    public async Task What_is_noted_about_a_token_leaves_the_rest_alone()
    {
        var token = Token(0);
        Assert.True(await Store.TryCreateAsync(token, default));

        await Store.TouchAsync(token.Id, Some.Time.AddHours(1), default);
        await Store.RevokeAsync(token.Id, Some.Time.AddHours(2), default);
        await Store.TouchAsync(token.Id, Some.Time.AddHours(3), default);
        await Store.RevokeAsync(token.Id, Some.Time.AddHours(4), default);

        var noted = token with
        {
            UsedAt = Some.Time.AddHours(3),
            RevokedAt = Some.Time.AddHours(2),
        };
        Assert.Equal(noted, await Store.FindAsync(token.Id, default));
        Assert.Equal([noted], await Store.ListAsync(user, default));
    }

    [Fact]
    public async Task To_revoke_what_is_not_there_makes_nothing()
    {
        var id = TokenId.New();

        await Store.RevokeAsync(id, Some.Time, default);

        Assert.Null(await Store.FindAsync(id, default));
    }

    private AccessToken Token(int number, TokenId? id = null)
    {
        var text = TokenText.For(id ?? TokenId.New());
        return new AccessToken
        {
            Id = text.Id,
            User = user,
            Name = $"Token {number} ä",
            Scope = TokenScope.Read,
            Hash = text.Hash,
            CreatedAt = Some.Time.AddMinutes(number),
        };
    }
}
