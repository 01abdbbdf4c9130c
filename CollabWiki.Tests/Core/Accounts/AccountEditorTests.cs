using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Accounts;

[Trait("layer", "unit")]
public sealed class AccountEditorTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new();
    private readonly SqliteAccountStore accounts;
    private readonly AccountEditor editor;

    public AccountEditorTests()
    {
        accounts = new SqliteAccountStore(temp.Database);
        editor = new AccountEditor(accounts, new Passwords(rounds: 1), [], []);
    }

    [Fact]
    public async Task Nobody_disables_or_demotes_themselves()
    {
        var anna = await AddAsync("anna", isAdministrator: true);
        var seen = AccountDetails.Of(anna);

        Refused(
            AccountRefusal.Oneself,
            await editor.SetDisabledAsync(anna.Id, disabled: true, anna.Id, default)
        );
        Refused(
            AccountRefusal.Oneself,
            await editor.EditAsync(
                seen,
                seen with
                {
                    IsAdministrator = false,
                },
                anna.Id,
                anna.Id,
                default
            )
        );
    }

    [Fact]
    public async Task Two_administrators_who_disable_each_other_at_once_leave_one()
    {
        for (var i = 0; i < 20; i++)
        {
            var anna = await AddAsync($"anna{i}", isAdministrator: true);
            var ben = await AddAsync($"ben{i}", isAdministrator: true);

            await Task.WhenAll(
                Task.Run(() => editor.SetDisabledAsync(ben.Id, disabled: true, anna.Id, default)),
                Task.Run(() => editor.SetDisabledAsync(anna.Id, disabled: true, ben.Id, default))
            );

            WikiUser?[] now =
            [
                await accounts.FindAsync(anna.Id, default),
                await accounts.FindAsync(ben.Id, default),
            ];
            Assert.Contains(now, user => user is { IsDisabled: false, IsAdministrator: true });
        }
    }

    [Fact]
    public async Task Giving_back_does_not_make_a_member_an_administrator()
    {
        var anna = await AddAsync("anna", isAdministrator: false);
        var ben = await AddAsync("ben", isAdministrator: false);

        Refused(
            AccountRefusal.NoLongerAdministrator,
            await editor.SetDisabledAsync(ben.Id, disabled: true, anna.Id, default)
        );

        var now = await accounts.FindAsync(ben.Id, default);
        Assert.False(now!.IsDisabled);
        Assert.False(now.IsAdministrator);
    }

    [Fact]
    public async Task Disabling_and_demoting_end_the_sessions_and_renaming_does_not()
    {
        var anna = await AddAsync("anna", isAdministrator: true);
        var ben = await AddAsync("ben", isAdministrator: true);
        var seen = AccountDetails.Of(ben);

        var renamed = Done(
            await editor.EditAsync(seen, seen with { DisplayName = "B." }, ben.Id, anna.Id, default)
        );
        Assert.Equal(ben.SecurityStamp, renamed.SecurityStamp);

        seen = AccountDetails.Of(renamed);
        var demoted = Done(
            await editor.EditAsync(
                seen,
                seen with
                {
                    IsAdministrator = false,
                },
                ben.Id,
                anna.Id,
                default
            )
        );
        Assert.NotEqual(renamed.SecurityStamp, demoted.SecurityStamp);

        var disabled = Done(
            await editor.SetDisabledAsync(ben.Id, disabled: true, anna.Id, default)
        );
        Assert.NotEqual(demoted.SecurityStamp, disabled.SecurityStamp);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        var anna = await AddAsync("anna", isAdministrator: true);
        var ben = await AddAsync("ben", isAdministrator: false);
        var seen = AccountDetails.Of(ben);
        await editor.DescribeAsync(ben.Id, "Benjamin", "", default);

        var result = await editor.EditAsync(
            seen,
            seen with
            {
                Email = "ben@example.org",
            },
            ben.Id,
            anna.Id,
            default
        );

        Refused(AccountRefusal.Stale, result);
    }

    [Fact]
    public async Task A_failed_sign_in_meanwhile_does_not_stand_in_the_way()
    {
        var anna = await AddAsync("anna", isAdministrator: true);
        var ben = await AddAsync("ben", isAdministrator: false);
        var seen = AccountDetails.Of(ben);
        await accounts.TryUpdateAsync(ben with { FailedSignIns = 1, Revision = 2 }, default);

        var result = await editor.EditAsync(
            seen,
            seen with
            {
                DisplayName = "Benjamin",
            },
            ben.Id,
            anna.Id,
            default
        );

        Assert.Equal(1, Done(result).FailedSignIns);
    }

    [Fact]
    public async Task A_name_that_another_account_has_is_refused()
    {
        var anna = await AddAsync("anna", isAdministrator: true);
        var ben = await AddAsync("ben", isAdministrator: false);
        var seen = AccountDetails.Of(ben);

        Refused(
            AccountRefusal.NameTaken,
            await editor.EditAsync(seen, seen with { Name = "ANNA" }, ben.Id, anna.Id, default)
        );
    }

    [Fact]
    public async Task A_reset_password_ends_sessions_and_a_lock()
    {
        var ben = await AddAsync("ben", isAdministrator: false);
        await accounts.TryUpdateAsync(
            ben with
            {
                LockedUntil = Some.Time.AddYears(100),
                Revision = 2,
            },
            default
        );

        var user = Done(
            await editor.ResetPasswordAsync(ben.Id, Passwords.Generate(), Some.Anna, default)
        );

        Assert.Null(user.LockedUntil);
        Assert.NotEqual(ben.SecurityStamp, user.SecurityStamp);
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private async Task<WikiUser> AddAsync(string name, bool isAdministrator)
    {
        var user = Some.User(name) with { IsAdministrator = isAdministrator };
        Assert.True(await accounts.TryCreateAsync(user, default));
        return user;
    }

    private static WikiUser Done(AccountResult result) =>
        Assert.IsType<AccountResult.Done>(result).User;

    private static void Refused(AccountRefusal why, AccountResult result) =>
        Assert.Equal(why, Assert.IsType<AccountResult.Refused>(result).Why);
}
