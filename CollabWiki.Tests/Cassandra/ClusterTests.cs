using System.Net;
using Cassandra;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>The client against three nodes, of which one dies now and then.</summary>
[Trait("layer", "cluster")]
[Collection("cluster")]
public sealed class ClusterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string keyspace = $"cluster_{Guid.NewGuid():N}";
    private Cluster cluster = null!;
    private ISession session = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = CassandraFixture
            .Builder()
            .AddContactPoints(CassandraNodes.Addresses())
            .WithReconnectionPolicy(new ConstantReconnectionPolicy(500))
            .Build();
        using var system = await cluster.ConnectAsync("system");
        await system.ExecuteAsync(
            new SimpleStatement(
                $"CREATE KEYSPACE {keyspace} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 3}}"
            )
        );
        session = await cluster.ConnectAsync(keyspace);
        await session.ExecuteAsync(
            new SimpleStatement("CREATE TABLE numbers (id int PRIMARY KEY, n int)")
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {keyspace}"));
        }
        cluster?.Dispose();
    }

    [Fact]
    public void One_contact_point_finds_all_nodes_and_their_places_in_the_ring()
    {
        Assert.Equal(
            CassandraNodes.Addresses().Order(StringComparer.Ordinal),
            cluster
                .AllHosts()
                .Select(host => $"{host.Address.Address}")
                .Order(StringComparer.Ordinal)
        );
        Assert.All(cluster.AllHosts(), host => Assert.Single(host.Tokens));
        Assert.All(cluster.AllHosts(), host => Assert.Equal("datacenter1", host.Datacenter));
    }

    [Fact]
    public async Task A_request_goes_to_a_node_that_has_the_partition()
    {
        var single = $"single_{Guid.NewGuid():N}";
        await session.ExecuteAsync(
            new SimpleStatement(
                $"CREATE KEYSPACE {single} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
            )
        );
        using var own = await cluster.ConnectAsync(single);
        await own.ExecuteAsync(new SimpleStatement("CREATE TABLE k (id int PRIMARY KEY)"));
        var select = await own.PrepareAsync("SELECT id FROM k WHERE id = ?");
        var asked = new HashSet<IPEndPoint>();

        for (var i = 0; i < 100; i++)
        {
            var bound = select.Bind(i);
            var rows = await own.ExecuteAsync(bound);
            var owner = Assert.Single(cluster.GetReplicas(single, bound.RoutingKey!.RawRoutingKey));
            Assert.Equal(owner.Address, rows.Info.QueriedHost);
            asked.Add(rows.Info.QueriedHost);
        }

        Assert.Equal(3, asked.Count);
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {single}"));
    }

    [Fact]
    public async Task A_node_dies_and_comes_back_and_writing_goes_on()
    {
        var insert = await session.PrepareAsync(
            "INSERT INTO numbers (id, n) VALUES (?, ?) IF NOT EXISTS"
        );
        var select = await session.PrepareAsync("SELECT n FROM numbers WHERE id = ?");
        var last = CassandraNodes.Addresses()[2];
        var host = cluster.AllHosts().Single(host => $"{host.Address.Address}" == last);
        await WriteAsync(insert, select, 0, 50);

        await CassandraNodes.KillAsync(3);
        await WriteAsync(insert, select, 50, 100);
        Assert.False(host.IsUp);

        await CassandraNodes.StartAsync(3);
        await UntilAsync(() => host.IsUp);
        // It forgot what was prepared: it is told again, by the way.
        await UntilAsync(async () =>
            (
                await session.ExecuteAsync(select.Bind(1).SetConsistencyLevel(ConsistencyLevel.One))
            ).Info.QueriedHost.Equals(host.Address)
        );
        await WriteAsync(insert, select, 100, 150);
    }

    /// <summary>Writes numbers; where no answer tells what came of it, by sending the same again and reading.</summary>
    private async Task WriteAsync(
        PreparedStatement insert,
        PreparedStatement select,
        int from,
        int to
    )
    {
        for (var i = from; i < to; i++)
        {
            await UntilAsync(async () =>
            {
                var written = await session.ExecuteAsync(insert.Bind(i, i * i));
                return written.First().GetValue<bool>("[applied]")
                    || (await session.ExecuteAsync(select.Bind(i))).First().GetValue<int>(0)
                        == i * i;
            });
        }
    }

    private static Task UntilAsync(Func<bool> condition) =>
        UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (DriverException) when (!patience.IsCancellationRequested)
            {
                // A node is just dying or coming: tried again.
            }
            await Task.Delay(10, patience.Token);
        }
    }
}
