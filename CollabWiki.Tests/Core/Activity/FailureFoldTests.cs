using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Activity;

[Trait("layer", "unit")]
public sealed class FailureFoldTests : IAsyncDisposable
{
    private static readonly Origin Here = new("192.0.2.7", "Browser");

    private readonly TempDatabase temp = new(inMemory: true);
    private readonly AuditBench bench;

    public FailureFoldTests() => bench = new AuditBench(new SqliteAuditStore(temp.Database));

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task The_first_failure_stands_at_once_and_those_like_it_as_one()
    {
        for (var i = 0; i < 40; i++)
        {
            await FailAsync(Some.Anna, SignInFailure.WrongPassword, Here);
        }
        await FailAsync(null, SignInFailure.UnknownName, Here);
        Assert.Equal([1, 1], (await WrittenAsync()).Select(entry => entry.Times));

        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var entries = await WrittenAsync();
        Assert.Equal([1, 1, 39], entries.Select(entry => entry.Times));
        Assert.Equal(
            [AuditTarget.Of(Some.Anna), AuditTarget.Wiki, AuditTarget.Of(Some.Anna)],
            entries.Select(entry => entry.Target)
        );
        Assert.All(entries, entry => Assert.Equal((null, Here), (entry.By, entry.From)));
    }

    [Fact]
    public async Task A_flood_from_everywhere_leaves_a_bounded_number_of_entries_that_count_it()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var from = new Origin($"198.51.{i / 256}.{i % 256}", "Bot");
            await FailAsync(null, SignInFailure.UnknownName, from);
        }
        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var entries = await WrittenAsync();

        Assert.Equal(FailureFold.MostAMinute + 1, entries.Count);
        Assert.Equal(10_000, entries.Sum(entry => entry.Times));
    }

    [Fact]
    public async Task The_check_of_passwords_tells_why_and_never_what_was_typed()
    {
        var accounts = new SqliteAccountStore(temp.Database);
        var passwords = new Passwords(rounds: 1);
        var check = new SignInCheck(accounts, passwords, bench.Clock, [bench.Trail]);
        var ben = Some.User("ben") with { PasswordHash = passwords.Hash("right") };
        await accounts.TryCreateAsync(ben, default);
        await accounts.TryCreateAsync(Some.User("carl") with { IsDisabled = true }, default);

        await check.CheckAsync("my-password-by-mistake", "x", Here, default);
        await check.CheckAsync("carl", "x", Here, default);
        await check.CheckAsync("ben", "wrong-secret", Here, default);
        Assert.NotNull(await check.CheckAsync("ben", "right", Here, default));

        var entries = await WrittenAsync();
        Assert.Equal(
            [
                "no account of the name that was typed",
                "the account is disabled",
                "wrong password",
                "",
            ],
            entries.Select(entry => entry.Details)
        );
        Assert.Equal((AuditKind.SignedIn, ben.Id), (entries[3].Kind, entries[3].By!.Value));
        var all = string.Concat((await bench.AllAsync()).Select(link => link.Body));
        Assert.DoesNotContain("mistake", all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
    }

    private Task FailAsync(UserId? account, SignInFailure why, Origin from) =>
        bench.Trail.HandleAsync(new AccountEvent.SignInFailed(account, why, from));

    private async Task<IReadOnlyList<AuditEntry>> WrittenAsync()
    {
        while (bench.Queue.Waiting > 0)
        {
            await Task.Delay(5);
        }
        return await bench.EntriesAsync();
    }
}
