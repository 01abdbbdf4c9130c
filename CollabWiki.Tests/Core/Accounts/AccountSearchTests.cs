using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Accounts;

[Trait("layer", "unit")]
public sealed class AccountSearchTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);

    [Fact]
    public async Task A_long_list_is_read_in_parts_and_searched_through()
    {
        var accounts = new SqliteAccountStore(temp.Database);
        var search = new AccountSearch(accounts);
        await Task.WhenAll(
            Enumerable
                .Range(0, 1200)
                .Select(i => accounts.TryCreateAsync(Some.User(Name(i)), default))
        );

        var first = await search.FindAsync("", "", 50, default);
        Assert.Equal((50, true), (first.Accounts.Count, first.HasMore));
        var second = await search.FindAsync("", first.Accounts[^1].Name, 50, default);
        Assert.Equal(Name(50), second.Accounts[0].Name);

        var late = await search.FindAsync("PERSON1199@", "", 50, default);
        Assert.Equal(Name(1199), Assert.Single(late.Accounts).Name);
        Assert.False(late.HasMore);

        var exactly = await search.FindAsync("person119", "", 10, default);
        Assert.Equal((10, false), (exactly.Accounts.Count, exactly.HasMore));
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private static string Name(int i) =>
        "person" + i.ToString("0000", CultureInfo.InvariantCulture);
}
