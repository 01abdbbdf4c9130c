using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of request keys must do.</summary>
public abstract class RequestKeyStoreContract
{
    private readonly UserId user = UserId.New();

    protected abstract IRequestKeyStore Store { get; }

    [Fact]
    public async Task A_key_belongs_to_the_request_that_came_first()
    {
        var first = Request("one");
        Assert.Equal(first, await Store.ClaimAsync(first, default));

        Assert.Equal(first, await Store.ClaimAsync(Request("one"), default));
    }

    [Fact]
    public async Task Keys_of_others_and_other_keys_are_other_keys()
    {
        var mine = Request("one");
        var upper = Request("ONE");
        var others = Request("one") with { User = UserId.New() };
        foreach (var request in new[] { mine, upper, others })
        {
            Assert.Equal(request, await Store.ClaimAsync(request, default));
        }
    }

    [Fact]
    public async Task Of_many_at_once_all_learn_of_the_same_request()
    {
        var kept = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => Task.Run(() => Store.ClaimAsync(Request("same"), default)))
        );

        Assert.Single(kept.Distinct());
    }

    [Fact]
    public async Task The_first_answer_is_the_answer()
    {
        var request = Request("one");
        await Store.ClaimAsync(request, default);

        Assert.Equal("{1}", await Store.AnswerAsync(request, "{1}", default));
        Assert.Equal("{1}", await Store.AnswerAsync(request, "{2}", default));

        Assert.Equal(
            request with
            {
                Answer = "{1}",
            },
            await Store.ClaimAsync(Request("one"), default)
        );
    }

    protected KeptRequest Request(string key) =>
        new()
        {
            User = user,
            Key = key,
            Fingerprint = Guid.NewGuid().ToString("N"),
            Page = PageId.New(),
            At = Some.Time,
        };
}
