using System.Net;
using Cassandra;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CollabWiki.Tests.Cassandra;

/// <summary>Pages are spread over the nodes by their ids.</summary>
[Trait("layer", "cluster")]
[Collection("cluster")]
public sealed class SpreadTests(ITestOutputHelper output)
{
    private const int Pages = 3000;

    [Fact]
    public async Task Three_thousand_pages_lie_evenly_on_three_nodes()
    {
        var keyspace = $"spread_{Guid.NewGuid():N}";
        await using var database = new CassandraDatabase(
            new CassandraOptions
            {
                ContactPoints = [.. CassandraNodes.Addresses()],
                Keyspace = keyspace,
            },
            NullLogger<CassandraDatabase>.Instance
        );
        var store = new CassandraPageStore(database);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pages),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (i, ct) =>
                Assert.True(
                    await store.TryAppendAsync(Some.Version(PageId.New(), 1), $"Page {i}.\n", ct)
                )
        );

        using var cluster = CassandraFixture
            .Builder()
            .AddContactPoints(CassandraNodes.Addresses())
            .Build();
        using var session = await cluster.ConnectAsync(keyspace);
        // One copy of each page, so a page has one owner.
        var owners = new Dictionary<IPAddress, int>();
        var rows = await session.ExecuteAsync(
            new SimpleStatement("SELECT DISTINCT page FROM version").SetPageSize(Pages * 2)
        );
        foreach (var row in rows)
        {
            var key = row.GetValue<Guid>("page").ToByteArray(bigEndian: true);
            var owner = Assert.Single(cluster.GetReplicas(keyspace, key)).Address.Address;
            owners[owner] = owners.GetValueOrDefault(owner) + 1;
        }
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {keyspace}"));

        output.WriteLine(string.Join(", ", owners.Select(one => $"{one.Key}: {one.Value}")));
        Assert.Equal(Pages, owners.Values.Sum());
        Assert.Equal(3, owners.Count);
        Assert.All(owners.Values, count => Assert.InRange(count, Pages / 3 * 0.8, Pages / 3 * 1.2));
    }
}
