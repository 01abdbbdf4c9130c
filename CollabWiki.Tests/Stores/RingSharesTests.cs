using System.Collections.Immutable;
using System.Net;
using CollabWiki.Core.Stores.Cassandra;
using CsCheck;
using Replication = CollabWiki.Core.Stores.Cassandra.Replication;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class RingSharesTests
{
    [Fact]
    public void A_node_alone_has_all() => Assert.Equal(1.0, Shares(Simple(3), Node("a", -5))["a"]);

    [Fact]
    public void A_node_has_what_lies_before_its_token()
    {
        var shares = Shares(
            Simple(1),
            Node("a", long.MinValue),
            Node("b", long.MinValue / 2),
            Node("c", 0)
        );

        Assert.Equal((0.5, 0.25, 0.25), (shares["a"], shares["b"], shares["c"]));
    }

    [Fact]
    public void Of_two_copies_the_second_is_on_the_next_node()
    {
        var shares = Shares(
            Simple(2),
            Node("a", long.MinValue),
            Node("b", long.MinValue / 2),
            Node("c", 0)
        );

        Assert.Equal((0.75, 0.75, 0.5), (shares["a"], shares["b"], shares["c"]));
    }

    [Fact]
    public void A_strategy_that_is_not_known_tells_nothing() =>
        Assert.Empty(Shares(Replication.Of("LocalStrategy", []), Node("a", 1)));

    [Theory]
    [InlineData("SimpleStrategy", "replication_factor", "3", "3 copies")]
    [InlineData("org.apache.cassandra.locator.NetworkTopologyStrategy", "dc1", "1", "dc1: 1 copy")]
    [InlineData("Everywhere", "x", "y", "Everywhere, x: y")]
    public void Replication_is_said_in_words(string name, string key, string value, string words) =>
        Assert.Equal(words, Replication.Of(name, [new(key, value), new("class", name)]).ToString());

    /// <summary>The client's own ring decides where requests go: both must lay the copies out alike.</summary>
    [Fact]
    public void Shares_are_those_of_the_replicas_that_requests_go_to() =>
        (
            from nodes in Gen.Int[1, 8]
            from tokens in Gen.Int[1, 4]
            from seed in Gen.Int[0, int.MaxValue]
            from copies in Gen.Int[1, 4]
            from byDatacenter in Gen.Bool
            select (nodes, tokens, seed, copies, byDatacenter)
        ).Sample(Agree);

    private static void Agree((int Nodes, int Tokens, int Seed, int Copies, bool ByDc) ring)
    {
        var random = new Random(ring.Seed);
        var nodes = Enumerable
            .Range(1, ring.Nodes)
            .Select(i => new RingNode(
                $"10.0.0.{i}",
                $"dc{random.Next(2)}",
                $"rack{random.Next(3)}",
                [
                    .. Enumerable
                        .Range(0, ring.Tokens)
                        .Select(_ => random.NextInt64(long.MinValue, long.MaxValue)),
                ]
            ))
            .ToArray();
        KeyValuePair<string, string>[] options = ring.ByDc
            ? [new("dc0", $"{ring.Copies}"), new("dc1", "2")]
            : [new("replication_factor", $"{ring.Copies}")];
        var strategy = ring.ByDc ? "NetworkTopologyStrategy" : "SimpleStrategy";

        var shares = RingShares.Of(nodes, Replication.Of(strategy, options));

        var expected = ByClient(nodes, global::Cassandra.Replication.Parse(strategy, options)!);
        foreach (var node in nodes)
        {
            Assert.Equal(expected[node.Address], shares[node.Address], 1e-9);
        }
    }

    private static Dictionary<string, double> ByClient(
        RingNode[] nodes,
        global::Cassandra.Replication replication
    )
    {
        var ring = new global::Cassandra.TokenRing(
            nodes.Select(node => new global::Cassandra.Host(
                new IPEndPoint(IPAddress.Parse(node.Address), 9042)
            )
            {
                Datacenter = node.Datacenter,
                Rack = node.Rack,
                Tokens = [.. node.Tokens.Select(token => $"{token}")],
            })
        );
        var ends = nodes.SelectMany(node => node.Tokens).Order().ToArray();
        var shares = nodes.ToDictionary(node => node.Address, _ => 0.0);
        for (var i = 0; i < ends.Length; i++)
        {
            var length = unchecked((ulong)(ends[i] - ends[(i + ends.Length - 1) % ends.Length]));
            foreach (var host in ring.Replicas(ends[i], replication))
            {
                shares[$"{host.Address.Address}"] +=
                    ends.Length == 1 ? 1 : length / Math.Pow(2, 64);
            }
        }
        return shares;
    }

    private static IReadOnlyDictionary<string, double> Shares(
        Replication replication,
        params RingNode[] nodes
    ) => RingShares.Of(nodes, replication);

    private static Replication Simple(int copies) =>
        Replication.Of("SimpleStrategy", [new("replication_factor", $"{copies}")]);

    private static RingNode Node(string name, params ImmutableArray<long> tokens) =>
        new(name, "dc1", "rack1", tokens);
}
