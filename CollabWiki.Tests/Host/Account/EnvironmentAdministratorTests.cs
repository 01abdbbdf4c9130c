using CollabWiki.Core.Accounts;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Features.Account;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Tests.Host.Account;

[Trait("layer", "unit")]
public sealed class EnvironmentAdministratorTests : IAsyncDisposable, IDisposable
{
    private readonly TempDatabase temp = new();
    private readonly SqliteAccountStore accounts;
    private readonly FirstAdministrator first;
    private readonly Journal log = new();

    public EnvironmentAdministratorTests()
    {
        accounts = new SqliteAccountStore(temp.Database);
        first = new FirstAdministrator(
            accounts,
            new AccountCreator(accounts, new Passwords(rounds: 1), TimeProvider.System, [])
        );
    }

    [Fact]
    public async Task A_password_that_is_too_short_stops_the_server_and_is_not_logged()
    {
        Assert.False(await StartAsync("root", "shorty"));

        Assert.Contains("at least 10 characters", Assert.Single(log.Lines));
        Assert.DoesNotContain("shorty", log.Lines[0]);
        Assert.True(await first.IsMissingAsync(default));
    }

    [Fact]
    public async Task A_name_without_a_password_stops_the_server() =>
        Assert.False(await StartAsync("root", null));

    [Fact]
    public async Task Nothing_is_made_when_nothing_is_named()
    {
        Assert.True(await StartAsync(null, null));
        Assert.True(await first.IsMissingAsync(default));
    }

    [Fact]
    public async Task It_is_made_once_and_a_later_start_changes_nothing()
    {
        Assert.True(await StartAsync("root", "violet river stone"));
        Assert.True(await StartAsync("other", "a different password"));
        Assert.True(await StartAsync("other", "short"));

        Assert.Equal("root", Assert.Single(await accounts.ListAsync("", 10, default)).Name);
        Assert.DoesNotContain("violet", string.Join('\n', log.Lines));
    }

    public void Dispose() => first.Dispose();

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private Task<bool> StartAsync(string? user, string? password) =>
        EnvironmentAdministrator.CreateAsync(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("COLLABWIKI_ADMIN_USER", user),
                    new("COLLABWIKI_ADMIN_PASSWORD", password),
                ])
                .Build(),
            first,
            log,
            default
        );

    private sealed class Journal : ILogger
    {
        public List<string> Lines { get; } = [];

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));
    }
}
