using System.Collections.Immutable;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>A node's place in the ring.</summary>
internal sealed record RingNode(
    string Address,
    string Datacenter,
    string Rack,
    ImmutableArray<long> Tokens
);

/// <summary>
/// Of which share of all data each node has a copy: what nodetool calls effective ownership. The ring's parts are laid out as SimpleStrategy and
/// NetworkTopologyStrategy do: the next nodes along the ring, and with the latter by data centre and, while there are any, on racks of their own.
/// </summary>
internal static class RingShares
{
    private const double Ring = 18446744073709551616.0;

    /// <summary>0 to 1 by address; empty for a strategy that isn't known.</summary>
    public static IReadOnlyDictionary<string, double> Of(
        IReadOnlyCollection<RingNode> nodes,
        Replication replication
    )
    {
        var shares = nodes.ToDictionary(node => node.Address, _ => 0.0, StringComparer.Ordinal);
        if (replication.Copies is { } copies)
        {
            Add(shares, nodes, copies, byRack: false);
        }
        foreach (var (datacenter, ofIt) in replication.ByDatacenter)
        {
            Add(
                shares,
                [.. nodes.Where(node => node.Datacenter == datacenter)],
                ofIt,
                byRack: true
            );
        }
        return replication.IsKnown ? shares : ImmutableDictionary<string, double>.Empty;
    }

    private static void Add(
        Dictionary<string, double> shares,
        IReadOnlyCollection<RingNode> nodes,
        int copies,
        bool byRack
    )
    {
        var parts = nodes
            .SelectMany(node => node.Tokens.Select(token => (Token: token, Node: node)))
            .OrderBy(part => part.Token)
            .ToArray();
        var racks = byRack ? nodes.Select(node => node.Rack).Distinct().Count() : 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var before = parts[(i + parts.Length - 1) % parts.Length].Token;
            // The part of a node alone in the ring is the whole ring.
            var length = parts.Length == 1 ? Ring : unchecked((ulong)(parts[i].Token - before));
            foreach (var node in Replicas(parts, i, Math.Min(copies, nodes.Count), racks))
            {
                shares[node.Address] += length / Ring;
            }
        }
    }

    private static List<RingNode> Replicas(
        (long Token, RingNode Node)[] parts,
        int start,
        int copies,
        int racks
    )
    {
        var found = new List<RingNode>(copies);
        var skipped = new List<RingNode>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length && found.Count < copies; i++)
        {
            var node = parts[(start + i) % parts.Length].Node;
            if (found.Contains(node) || skipped.Contains(node))
            {
                continue;
            }
            if (used.Add(node.Rack) || used.Count >= racks)
            {
                found.Add(node);
            }
            else
            {
                skipped.Add(node);
            }
            if (used.Count >= racks)
            {
                // Every rack has one: those passed over come next.
                var more = skipped.Take(copies - found.Count).ToArray();
                found.AddRange(more);
                skipped.RemoveAll(more.Contains);
            }
        }
        return found;
    }
}
