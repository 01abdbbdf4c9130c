using System.Net;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Transfer.Sample;
using CollabWiki.Tests.Cassandra;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Nodes;

/// <summary>The examples in deploy/, in front of two real app nodes.</summary>
[Trait("layer", "cassandra")]
public sealed class BalancerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Visitor> visitors = [];
    private WikiServer[] nodes = [];
    private PageId page;

    public async ValueTask InitializeAsync()
    {
        var (host, port) = CassandraFixture.Server();
        var first = new WikiServer(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["COLLABWIKI_STORE"] = "cassandra",
                ["COLLABWIKI_CASSANDRA"] = $"{host}:{port}",
                ["COLLABWIKI_PROXIES"] = "127.0.0.1",
            }
        );
        nodes = [first, new WikiServer(beside: first)];
        // On an empty keyspace, at once, as after "docker compose up".
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await using var stores = first.OpenStores();
        var creator = new AccountCreator(
            stores.GetRequiredService<IAccountStore>(),
            new Passwords(),
            TimeProvider.System,
            []
        );
        foreach (var name in new[] { "anna", "ben" })
        {
            var details = new AccountDetails(name, "", "", IsAdministrator: false);
            await creator.CreateAsync(details, WikiServer.Password, UserId.System, default);
        }
        var created = await stores
            .GetRequiredService<PageCreator>()
            .CreateAsync(
                new NewPage(SampleSpace.Key, "Together", "Hello.\n", UserId.System),
                default
            );
        page = Assert.IsType<CreateResult.Created>(created).Page.Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }
        foreach (var node in nodes.Reverse())
        {
            await node.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task A_person_stays_at_one_node_edits_live_and_goes_on_at_the_other_when_it_dies(
        string kind
    )
    {
        await using var balancer = await Balancer.StartAsync(kind, nodes);
        // Both come from one address, and yet each node gets one.
        var anna = await SignInAsync(balancer, "anna", wanted: 0);
        var ben = await SignInAsync(balancer, "ben", wanted: 1);
        Assert.All(await NodesOfAsync(balancer, anna, requests: 20), node => Assert.Equal(0, node));
        Assert.All(await NodesOfAsync(balancer, ben, requests: 20), node => Assert.Equal(1, node));

        await using var atFirst = await anna.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await atFirst.EnterAsync(page, "anna-tab");
        var revision = (await bens.EnterAsync(page, "ben-tab")).Revision;
        await SaveAsync(atFirst, revision, 0, "Anna. ", "Hello.\n");
        await bens.NextAsync("updates");

        await nodes[0].KillAsync();
        await atFirst.Closed.WaitAsync(Patience);

        Assert.All(await NodesOfAsync(balancer, anna, requests: 5), node => Assert.Equal(1, node));
        await using var atSecond = await anna.ConnectAsync();
        var joined = await atSecond.EnterAsync(page, "anna-tab");
        Assert.Equal("Anna. Hello.\n", joined.Text);
        await SaveAsync(atSecond, joined.Revision, 1, "Still here. ", joined.Text!);
        await bens.NextAsync("updates");
        Assert.Equal("Still here. Anna. Hello.\n", (await bens.JoinAsync(page, "ben-tab")).Text);

        await nodes[0].StartAsync();
        await ComesBackAsync(balancer);
    }

    /// <summary>Signs in as often as it takes until the balancer has put the person at this node.</summary>
    private async Task<Visitor> SignInAsync(Balancer balancer, string name, int wanted)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            var visitor = new Visitor(balancer.Url);
            visitors.Add(visitor);
            await visitor.SignInAsync(name);
            if ((await NodesOfAsync(balancer, visitor, requests: 1))[0] == wanted)
            {
                return visitor;
            }
        }
        throw new InvalidOperationException($"{name} never came to node {wanted}.");
    }

    private static async Task<List<int>> NodesOfAsync(
        Balancer balancer,
        Visitor visitor,
        int requests
    )
    {
        var answered = new List<int>();
        for (var i = 0; i < requests; i++)
        {
            var probe = $"probe={Guid.NewGuid():N}";
            Assert.Equal(HttpStatusCode.OK, await visitor.GetAsync("/account?" + probe));
            answered.Add(await balancer.NodeOfAsync(probe));
        }
        return answered;
    }

    /// <summary>A node that is well again gets people again.</summary>
    private static async Task ComesBackAsync(Balancer balancer)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            await using var somebody = new Visitor(balancer.Url);
            await somebody.SignInAsync("ben");
            if ((await NodesOfAsync(balancer, somebody, requests: 1))[0] == 0)
            {
                return;
            }
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task SaveAsync(
        LiveClient client,
        long revision,
        int sequence,
        string text,
        string before
    )
    {
        var answer = await client.PushAsync(
            page,
            revision,
            sequence,
            before.Length,
            new Change(0, 0, text)
        );
        Assert.Equal("saved", answer.Status);
    }
}
