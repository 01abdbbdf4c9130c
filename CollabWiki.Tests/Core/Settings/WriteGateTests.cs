using CollabWiki.Core.Settings;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Core.Settings;

[Trait("layer", "unit")]
public sealed class WriteGateTests : IAsyncDisposable
{
    private const string Why = "Only to be read.";

    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly WriteGate gate;
    private readonly WikiMode elsewhere;

    public WriteGateTests()
    {
        var settings = new SqliteSettingStore(temp.Database);
        gate = new WriteGate(new WikiMode(settings, clock), clock);
        elsewhere = new WikiMode(settings, clock);
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    [Fact]
    public async Task A_write_is_refused_with_the_reason_and_not_made()
    {
        await elsewhere.SetAsync(Why, default);
        var isMade = false;

        var refused = await Assert.ThrowsAsync<WikiReadOnlyException>(() =>
            gate.WriteAsync(() => Task.FromResult(isMade = true), default)
        );

        Assert.Equal(Why, refused.Message);
        Assert.False(isMade);
        Assert.True(await gate.IsShutAsync(default));
    }

    [Fact]
    public async Task What_another_node_sets_counts_after_a_second()
    {
        Assert.True(await WriteAsync());
        await elsewhere.SetAsync(Why, default);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WikiReadOnlyException>(WriteAsync);

        await elsewhere.SetAsync("", default);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await WriteAsync());
    }

    [Fact]
    public async Task A_write_that_took_so_long_that_it_may_have_been_missed_is_not_acknowledged()
    {
        async Task<bool> SlowAsync()
        {
            await elsewhere.SetAsync(Why, default);
            clock.Advance(WriteGate.Settles);
            return true;
        }

        await Assert.ThrowsAsync<WikiReadOnlyException>(() => gate.WriteAsync(SlowAsync, default));
    }

    [Fact]
    public async Task A_write_that_only_took_long_is_acknowledged()
    {
        var written = await gate.WriteAsync(
            () =>
            {
                clock.Advance(WriteGate.Settles);
                return Task.FromResult(true);
            },
            default
        );

        Assert.True(written);
    }

    private Task<bool> WriteAsync() => gate.WriteAsync(() => Task.FromResult(true), default);
}
