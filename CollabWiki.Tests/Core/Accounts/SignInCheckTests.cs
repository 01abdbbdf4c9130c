using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Core.Accounts;

[Trait("layer", "unit")]
public sealed class SignInCheckTests : IAsyncLifetime
{
    private const string Password = "violet river stone";
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly Passwords passwords = new(rounds: 1);
    private SqliteAccountStore accounts = null!;
    private SignInCheck check = null!;

    public async ValueTask InitializeAsync()
    {
        accounts = new SqliteAccountStore(temp.Database);
        check = new SignInCheck(accounts, passwords, clock, []);
        await accounts.TryCreateAsync(
            Some.User("anna") with
            {
                PasswordHash = passwords.Hash(Password),
            },
            default
        );
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    [Fact]
    public async Task Failures_at_the_same_time_are_all_counted()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, SignInCheck.MaxFailures)
                .Select(_ =>
                    Task.Run(() => check.CheckAsync("anna", "wrong", Origin.Unknown, default))
                )
        );

        Assert.Equal(clock.GetUtcNow() + SignInCheck.Rest, (await AnnaAsync()).LockedUntil);
    }

    [Fact]
    public async Task A_right_password_forgets_the_failures()
    {
        for (var i = 0; i < SignInCheck.MaxFailures - 1; i++)
        {
            await check.CheckAsync("anna", "wrong", Origin.Unknown, default);
        }

        Assert.NotNull(await check.CheckAsync("anna", Password, Origin.Unknown, default));
        Assert.Equal(0, (await AnnaAsync()).FailedSignIns);
    }

    [Fact]
    public async Task A_locked_account_is_closed_for_five_minutes_and_not_a_moment_more()
    {
        for (var i = 0; i < SignInCheck.MaxFailures; i++)
        {
            await check.CheckAsync("anna", "wrong", Origin.Unknown, default);
        }

        clock.Advance(SignInCheck.Rest - TimeSpan.FromTicks(1));
        Assert.Null(await check.CheckAsync("anna", Password, Origin.Unknown, default));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(await check.CheckAsync("anna", Password, Origin.Unknown, default));
    }

    [Fact]
    public async Task An_account_without_a_password_lets_nobody_in()
    {
        await accounts.TryCreateAsync(Some.User("bot") with { PasswordHash = "" }, default);

        Assert.Null(await check.CheckAsync("bot", "", Origin.Unknown, default));
    }

    private async Task<WikiUser> AnnaAsync() => (await accounts.FindByNameAsync("anna", default))!;
}
