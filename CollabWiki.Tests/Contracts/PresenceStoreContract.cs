using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of who is here must do.</summary>
public abstract class PresenceStoreContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    protected abstract IPresenceStore Store { get; }

    [Fact]
    public async Task Each_node_says_who_is_there_and_the_last_word_counts()
    {
        var (page, first, second) = (PageId.New(), NodeId.New(), NodeId.New());
        Member[] anna = [NewMember("Anna", Some.Anna)];
        Member[] both = [NewMember("Ben", Some.Ben), NewMember("Ben", Some.Ben)];
        await Store.SetAsync(page, first, both, Lifetime, default);
        await Store.SetAsync(page, first, anna, Lifetime, default);
        await Store.SetAsync(page, second, both, Lifetime, default);

        var read = await Store.ReadAsync(page, default);

        Assert.Equal(2, read.Count);
        Assert.Equal(anna, read[first]);
        Assert.Equal(both, read[second]);
        Assert.Empty(await Store.ReadAsync(PageId.New(), default));
    }

    [Fact]
    public async Task A_node_without_members_does_not_stand_there()
    {
        var (page, node) = (PageId.New(), NodeId.New());
        await Store.SetAsync(page, node, [NewMember("Anna", Some.Anna)], Lifetime, default);

        await Store.SetAsync(page, node, [], Lifetime, default);

        Assert.Empty(await Store.ReadAsync(page, default));
    }

    private static Member NewMember(string name, UserId user) =>
        new(
            Guid.NewGuid().ToString(),
            Some.Client($"c{Guid.NewGuid():N}"),
            new Person(user, name, 3)
        );
}
