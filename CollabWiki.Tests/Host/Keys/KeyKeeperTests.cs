using System.Security.Cryptography;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Hosting.Keys;
using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Host.Keys;

/// <summary>Several nodes on one store of keys.</summary>
[Trait("layer", "unit")]
public sealed class KeyKeeperTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<Node> nodes = [];
    private SqliteProtectionKeyStore store = null!;
    private SqliteClaimStore claims = null!;

    public ValueTask InitializeAsync()
    {
        store = new SqliteProtectionKeyStore(temp.Database);
        claims = new SqliteClaimStore(temp.Database, clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_store_agree_on_one_key()
    {
        var all = Enumerable.Range(0, 8).Select(_ => New()).ToList();

        var starts = all.Select(node => Task.Run(() => node.Keeper.PrepareAsync(default)));
        await RunAsync(Task.WhenAll(starts));

        Assert.Single(await store.ListAsync(default));
        foreach (var node in all)
        {
            Assert.Equal("a cookie", all[0].Unprotect(node.Protect("a cookie")));
            Assert.Equal("a cookie", node.Unprotect(all[0].Protect("a cookie")));
        }
    }

    [Fact]
    public async Task What_one_node_makes_and_revokes_another_knows_with_its_next_look()
    {
        var (first, second) = (New(), New());
        await first.Keeper.PrepareAsync(default);
        await second.Keeper.PrepareAsync(default);
        var old = first.Protect("an old cookie");
        second.Unprotect(old);
        var now = clock.GetUtcNow();
        var key = Assert.Single(first.Manager.GetAllKeys());
        first.Manager.CreateNewKey(now, now.AddDays(30));
        first.Manager.RevokeKey(key.KeyId);
        await first.Keeper.LookAsync(default);
        await UntilRefusedAsync(() => first.Unprotect(old));
        var cookie = first.Protect("a cookie");
        Assert.Throws<CryptographicException>(() => second.Unprotect(cookie));

        await second.Keeper.LookAsync(default);

        Assert.Equal("a cookie", second.Unprotect(cookie));
        await UntilRefusedAsync(() => second.Unprotect(old));
    }

    [Fact]
    public async Task The_next_key_is_there_days_before_the_last_one_ends_and_begins_where_that_ends()
    {
        var node = New(clock);
        await node.Keeper.PrepareAsync(default);
        var first = Assert.Single(node.Manager.GetAllKeys());

        clock.Advance(KeyKeeper.Lifetime - KeyKeeper.Ahead - TimeSpan.FromHours(1));
        Assert.True(await node.Keeper.LookAsync(default));
        Assert.Single(node.Manager.GetAllKeys());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await node.Keeper.LookAsync(default));

        var next = Assert.Single(node.Manager.GetAllKeys(), key => key.KeyId != first.KeyId);
        Assert.Equal(first.ExpirationDate, next.ActivationDate);
        Assert.Equal(2, (await store.ListAsync(default)).Count);
    }

    [Fact]
    public async Task After_a_node_that_died_while_it_made_the_key_another_makes_it()
    {
        var died = new NodeId(Guid.NewGuid());
        await claims.TryClaimAsync("protection keys", died, TimeSpan.FromSeconds(15), default);
        var node = New();
        Assert.False(await node.Keeper.LookAsync(default));

        clock.Advance(TimeSpan.FromSeconds(16));

        Assert.True(await node.Keeper.LookAsync(default));
        Assert.Single(await store.ListAsync(default));
    }

    [Fact]
    public async Task A_key_that_could_not_be_saved_is_not_used_and_is_saved_later()
    {
        var failing = new FailingStore(store);
        var node = New(keys: failing);

        await Assert.ThrowsAsync<IOException>(() => node.Keeper.LookAsync(default));
        Assert.Empty(node.Manager.GetAllKeys());
        failing.IsWell = true;
        Assert.True(await node.Keeper.LookAsync(default));

        var saved = Assert.Single(await store.ListAsync(default));
        Assert.Equal($"key-{Assert.Single(node.Manager.GetAllKeys()).KeyId}", saved.Name);
    }

    private Node New(TimeProvider? time = null, IProtectionKeyStore? keys = null)
    {
        var node = new Node(keys ?? store, claims, time ?? TimeProvider.System);
        nodes.Add(node);
        return node;
    }

    /// <summary>A changed ring is made in the background by whoever asks next, so the first answers may come from the old one.</summary>
    private static async Task UntilRefusedAsync(Func<string> read)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Record.Exception(read) is not CryptographicException)
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private static Task RunAsync(Task all) => all.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>What one app node has of it.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly ServiceProvider services;

        public Node(IProtectionKeyStore keys, IClaimStore claims, TimeProvider clock)
        {
            services = new ServiceCollection()
                .AddLogging()
                .AddSingleton(keys)
                .AddSingleton(claims)
                .AddKeys()
                .BuildServiceProvider();
            Manager = services.GetRequiredService<IKeyManager>();
            Keeper = ActivatorUtilities.CreateInstance<KeyKeeper>(services, clock);
        }

        public IKeyManager Manager { get; }

        public KeyKeeper Keeper { get; }

        public string Protect(string text) => Protector().Protect(text);

        public string Unprotect(string text) => Protector().Unprotect(text);

        public async ValueTask DisposeAsync()
        {
            Keeper.Dispose();
            await services.DisposeAsync();
        }

        private IDataProtector Protector() =>
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private sealed class FailingStore(IProtectionKeyStore inner) : IProtectionKeyStore
    {
        public bool IsWell { get; set; }

        public Task<IReadOnlyList<ProtectionKey>> ListAsync(CancellationToken ct) =>
            inner.ListAsync(ct);

        public Task SaveAsync(ProtectionKey key, CancellationToken ct) =>
            IsWell
                ? inner.SaveAsync(key, ct)
                : Task.FromException(new IOException("The store is down."));
    }
}
