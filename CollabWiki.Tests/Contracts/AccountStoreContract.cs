using CollabWiki.Core.Accounts;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of accounts must do.</summary>
public abstract class AccountStoreContract
{
    protected abstract IAccountStore Store { get; }

    [Fact]
    public async Task An_account_comes_back_as_it_was_written_by_id_and_by_name_in_any_case()
    {
        var written = Some.User("Änne") with
        {
            IsAdministrator = true,
            IsDisabled = true,
            FailedSignIns = 3,
            LockedUntil = Some.Time.AddHours(1),
        };

        Assert.True(await Store.TryCreateAsync(written, default));

        Assert.Equal(written, await Store.FindAsync(written.Id, default));
        Assert.Equal(written, await Store.FindByNameAsync("äNNE", default));
        Assert.Null(await Store.FindByNameAsync("Anne", default));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_when_created_and_when_changed()
    {
        var anna = Some.User("anna");
        var ben = Some.User("ben");
        Assert.True(await Store.TryCreateAsync(anna, default));
        Assert.True(await Store.TryCreateAsync(ben, default));

        Assert.False(await Store.TryCreateAsync(Some.User("ANNA"), default));
        Assert.False(await Store.TryUpdateAsync(ben with { Name = "Anna", Revision = 2 }, default));

        Assert.Equal(ben, await Store.FindAsync(ben.Id, default));
    }

    [Fact]
    public async Task An_update_needs_the_revision_before_it()
    {
        var anna = Some.User("anna");
        Assert.True(await Store.TryCreateAsync(anna, default));

        var changed = anna with { Name = "anna2", DisplayName = "Anna B.", Revision = 2 };
        Assert.True(await Store.TryUpdateAsync(changed, default));
        Assert.False(
            await Store.TryUpdateAsync(anna with { DisplayName = "Late", Revision = 2 }, default)
        );

        Assert.Equal(changed, await Store.FindByNameAsync("anna2", default));
        Assert.Null(await Store.FindByNameAsync("anna", default));
    }

    [Fact]
    public async Task Of_many_that_take_one_name_one_gets_it()
    {
        var created = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => Task.Run(() => Store.TryCreateAsync(Some.User("same"), default)))
        );

        Assert.Single(created, result => result);
    }

    [Fact]
    public async Task Accounts_are_listed_by_name_and_by_pages()
    {
        foreach (var name in new[] { "cid", "anna", "Ben" })
        {
            Assert.True(await Store.TryCreateAsync(Some.User(name), default));
        }

        var first = await Store.ListAsync("", 2, default);
        var second = await Store.ListAsync(first[^1].Name, 2, default);

        Assert.Equal(["anna", "Ben"], first.Select(user => user.Name));
        Assert.Equal(["cid"], second.Select(user => user.Name));
    }

    [Fact]
    public async Task An_account_is_taken_over_with_its_revision_and_never_by_an_older_one()
    {
        var anna = Some.User("anna") with { Revision = 4 };

        Assert.True(await Store.TryPutAsync(anna, default));
        Assert.Equal(anna, await Store.FindByNameAsync("anna", default));
        var newer = anna with { Name = "ann", PasswordHash = "another", Revision = 6 };
        Assert.True(await Store.TryPutAsync(newer, default));
        Assert.True(await Store.TryPutAsync(anna with { Revision = 5 }, default));

        Assert.Equal(newer, await Store.FindByNameAsync("ANN", default));
        Assert.Null(await Store.FindByNameAsync("anna", default));
        Assert.Equal(newer, Assert.Single(await Store.ListAsync("", 10, default)));
    }

    [Fact]
    public async Task An_account_is_not_taken_over_while_another_has_its_name()
    {
        var anna = Some.User("anna");
        var ben = Some.User("ben");
        Assert.True(await Store.TryPutAsync(anna, default));
        Assert.True(await Store.TryPutAsync(ben, default));

        Assert.False(await Store.TryPutAsync(Some.User("ANNA"), default));
        Assert.False(await Store.TryPutAsync(ben with { Name = "anna", Revision = 2 }, default));

        Assert.Equal(anna, await Store.FindByNameAsync("anna", default));
        Assert.Equal(ben, await Store.FindByNameAsync("ben", default));
    }
}
