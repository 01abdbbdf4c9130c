using System.Net;
using Cassandra;
using CollabWiki.Commands;
using CollabWiki.Core.Access;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Pages;
using CollabWiki.Hosting;
using CollabWiki.Tests.Cassandra;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

/// <summary>The command from end to end: a wiki that is in use moves to a real cluster, is used there, and comes back.</summary>
[Trait("layer", "cassandra")]
public sealed class MigrateTests : IAsyncDisposable
{
    private const string Address = "/wiki/TEAM/a-page";
    private const string Edit = Address + "/edit";

    private readonly string keyspace = $"migrate_{Guid.NewGuid():N}";
    private readonly TempFolder folders = new(inMemory: true);

    public async ValueTask DisposeAsync()
    {
        using var cluster = CassandraFixture.Builder().Build();
        using var session = await cluster.ConnectAsync("system");
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE IF EXISTS {keyspace}"));
        folders.Dispose();
    }

    [Fact]
    public async Task A_wiki_in_use_moves_to_the_cluster_and_back()
    {
        await using var before = Wiki("sqlite", "first");
        var anna = await before.AddAsync("anna");
        await before.OpenAsync(new Grant(Audience.User, Role.Editor, anna.Id));
        var page = await before.WriteAsync("A page", "Hello.\n", anna);
        var browser = await before.SignInAsync("anna");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Edit)).StatusCode);

        var move = RunAsync("first", "--to", "cassandra");
        while (!(await browser.GetStringAsync(Address)).Contains(WikiMover.Moving))
        {
            Assert.False(move.IsFaulted);
        }
        var refused = await SaveAsync(before, page, anna.Id, "Late.\n");

        Assert.StartsWith("This wiki", Assert.IsType<SaveResult.Rejected>(refused).Why);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(Edit)).StatusCode);
        Assert.Equal(0, await move);
        Assert.Contains("This wiki has moved", await browser.GetStringAsync(Address));
        // It is there by now, and nothing is written over it.
        Assert.Equal(CommandLine.Misuse, await RunAsync("first", "--to", "cassandra"));

        await using var there = Wiki("cassandra", "first");
        var again = await there.SignInAsync("anna");
        Assert.Contains("Hello.", await again.GetStringAsync(Address));
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync(Edit)).StatusCode);
        Assert.IsType<SaveResult.Saved>(await SaveAsync(there, page, anna.Id, "On the cluster.\n"));

        Assert.Equal(0, await RunAsync("second", "--to", "sqlite"));
        await using var back = Wiki("sqlite", "second");
        var last = await back.SignInAsync("anna");
        Assert.Contains("On the cluster.", await last.GetStringAsync(Address));
    }

    [Fact]
    public async Task A_move_that_is_given_up_leaves_a_wiki_that_can_be_written()
    {
        await using var wiki = Wiki("sqlite", "first");
        var anna = await wiki.AddAsync("anna");
        await wiki.OpenAsync(new Grant(Audience.User, Role.Editor, anna.Id));
        var page = await wiki.WriteAsync("A page", "Hello.\n", anna);
        Assert.Equal(0, await RunAsync("first", "--to", "cassandra"));

        Assert.Equal(0, await RunAsync("first", "--to", "cassandra", "--cancel"));

        SaveResult result;
        do
        {
            result = await SaveAsync(wiki, page, anna.Id, "Here again.\n");
        } while (result is SaveResult.Rejected);
        Assert.IsType<SaveResult.Saved>(result);
    }

    private static Task<SaveResult> SaveAsync(
        HostedWiki wiki,
        Page page,
        CollabWiki.Core.Accounts.UserId by,
        string text
    ) =>
        wiki
            .Services.GetRequiredService<PageSaver>()
            .SaveAsync(new SaveRequest(page.Id, Version.First, text, [by]), default);

    private HostedWiki Wiki(string store, string data)
    {
        var wiki = new HostedWiki();
        foreach (var (name, value) in Settings(data))
        {
            wiki.Settings[name] = value!;
        }
        wiki.Settings["COLLABWIKI_STORE"] = store;
        return wiki;
    }

    private Dictionary<string, string?> Settings(string data)
    {
        var (host, port) = CassandraFixture.Server();
        return new()
        {
            ["COLLABWIKI_DATA"] = folders.File(data),
            ["COLLABWIKI_CASSANDRA"] = $"{host}:{port}",
            ["COLLABWIKI_CASSANDRA_KEYSPACE"] = keyspace,
        };
    }

    private Task<int> RunAsync(string data, params string[] args) =>
        Task.Run(() =>
            CommandLine.RunAsync(
                ["migrate", .. args],
                () =>
                {
                    var configuration = new ConfigurationBuilder().AddInMemoryCollection(
                        Settings(data)
                    );
                    return new ServiceCollection()
                        .AddLogging()
                        .AddStores(configuration.Build())
                        .BuildServiceProvider();
                }
            )
        );
}
