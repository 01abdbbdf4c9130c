using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Core.Access;

[Trait("layer", "unit")]
public sealed class AccountGuardTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly SqliteAccountStore accounts;
    private readonly AccountGuard guard;

    public AccountGuardTests()
    {
        accounts = new SqliteAccountStore(temp.Database);
        guard = new AccountGuard(accounts, clock);
    }

    [Fact]
    public async Task A_viewer_has_the_name_and_the_rights_that_the_store_has_now()
    {
        var user = Some.User("anna") with { IsAdministrator = true };
        await accounts.TryCreateAsync(user, default);

        var viewer = await guard.CurrentAsync(
            new Viewer(user.Id, "Old Name", IsAdministrator: false),
            default
        );

        Assert.Equal(
            new Viewer(user.Id, user.DisplayName, IsAdministrator: true)
            {
                Stamp = user.SecurityStamp,
            },
            viewer
        );
    }

    [Fact]
    public async Task A_disabled_account_is_anonymous_after_three_seconds_and_at_once_when_told()
    {
        var user = Some.User("anna");
        await accounts.TryCreateAsync(user, default);
        var viewer = await guard.CurrentAsync(
            new Viewer(user.Id, "", IsAdministrator: false),
            default
        );
        await accounts.TryUpdateAsync(user with { IsDisabled = true, Revision = 2 }, default);

        Assert.True((await guard.CurrentAsync(viewer, default)).IsSignedIn);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Viewer.Anonymous, await guard.CurrentAsync(viewer, default));

        await accounts.TryUpdateAsync(user with { IsDisabled = false, Revision = 3 }, default);
        guard.Forget(user.Id);
        Assert.True((await guard.CurrentAsync(viewer, default)).IsSignedIn);
    }

    [Fact]
    public async Task A_sign_in_that_was_ended_is_anonymous_and_a_new_one_is_not()
    {
        var user = Some.User("anna");
        await accounts.TryCreateAsync(user, default);
        var before = new Viewer(user.Id, "", IsAdministrator: false) { Stamp = user.SecurityStamp };
        await accounts.TryUpdateAsync(user with { SecurityStamp = "new", Revision = 2 }, default);

        Assert.Equal(Viewer.Anonymous, await guard.CurrentAsync(before, default));
        Assert.True((await guard.CurrentAsync(before with { Stamp = "new" }, default)).IsSignedIn);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_is_anonymous() =>
        Assert.Equal(
            Viewer.Anonymous,
            await guard.CurrentAsync(new Viewer(UserId.New(), "X", IsAdministrator: true), default)
        );

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}
