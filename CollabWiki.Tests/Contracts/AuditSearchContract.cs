using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of the audit trail must find.</summary>
public abstract class AuditSearchContract
{
    private readonly PageId page = PageId.New();
    private readonly PageId other = PageId.New();

    protected abstract IAuditStore NewNode();

    [Fact]
    public async Task The_newest_come_first_a_part_at_a_time()
    {
        var store = await FillAsync();

        var found = await FindAllAsync(store, AuditQuery.All, atOnce: 7);

        Assert.Equal(Enumerable.Range(1, 40).Reverse(), found);
    }

    [Fact]
    public async Task By_page_kind_and_time()
    {
        var store = await FillAsync();

        Assert.Equal(
            [39, 37, 35],
            (await FindAllAsync(store, new() { Target = AuditTarget.Of(page) })).Take(3)
        );
        Assert.Equal(
            [30, 20, 10],
            (await FindAllAsync(store, new() { Kind = "token.created" }))[1..]
        );
        Assert.Equal(
            [12, 11, 10],
            await FindAllAsync(
                store,
                new() { From = Some.Time.AddDays(10), To = Some.Time.AddDays(13) }
            )
        );
        Assert.Equal(
            [30],
            await FindAllAsync(
                store,
                new()
                {
                    Kind = "token.created",
                    Target = AuditTarget.Of(other),
                    From = Some.Time.AddDays(21),
                    To = Some.Time.AddDays(31),
                }
            )
        );
    }

    [Fact]
    public async Task By_person_finds_what_they_did_and_what_was_done_to_them()
    {
        var store = await FillAsync();

        var found = await FindAllAsync(store, new() { Person = Some.Ben }, atOnce: 2);

        Assert.Equal([33, 22, 11, 5], found);
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_is()
    {
        Assert.Empty(await FindAllAsync(NewNode(), AuditQuery.All));

        var store = await FillAsync();

        Assert.Empty(await FindAllAsync(store, new() { Person = UserId.New() }));
        Assert.Empty(await FindAllAsync(store, new() { To = Some.Time.AddYears(-1) }));
    }

    /// <summary>Forty entries, one a day over two months: odd ones of a page, even ones of another; each tenth another kind, each eleventh by Ben, the fifth about him.</summary>
    private async Task<IAuditStore> FillAsync()
    {
        var store = NewNode();
        var entries = Enumerable
            .Range(1, 40)
            .Select(i =>
                AuditBench.Entry($"{i}") with
                {
                    At = Some.Time.AddDays(i),
                    Kind = i % 10 == 0 ? AuditKind.TokenCreated : AuditKind.PageSaved,
                    By = i % 11 == 0 ? Some.Ben : Some.Anna,
                    Target =
                        i == 5
                            ? AuditTarget.Of(Some.Ben)
                            : AuditTarget.Of(i % 2 == 1 ? page : other),
                }
            );
        var links = AuditChain.Continue(AuditHead.None, entries);
        Assert.True(await store.TryAppendAsync(AuditHead.None, links, default));
        return store;
    }

    private static async Task<List<int>> FindAllAsync(
        IAuditStore store,
        AuditQuery query,
        int atOnce = 50
    )
    {
        var numbers = new List<int>();
        AuditPlace? place = null;
        do
        {
            var found = await store.FindAsync(query, place, atOnce, default);
            numbers.AddRange(found.Links.Select(link => (int)link.Number));
            place = found.Next;
        } while (place is not null);
        return numbers;
    }
}
