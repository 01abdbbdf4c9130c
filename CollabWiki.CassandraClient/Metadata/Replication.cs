using System.Globalization;

namespace Cassandra;

/// <summary>How many replicas a keyspace has, and where: SimpleStrategy or NetworkTopologyStrategy.</summary>
/// <param name="Copies">For all data centres together.</param>
/// <param name="ByDatacenter">By data centre; null with SimpleStrategy.</param>
internal sealed record Replication(int Copies, IReadOnlyDictionary<string, int>? ByDatacenter)
{
    /// <summary>Null for a strategy that isn't known: then requests go anywhere.</summary>
    public static Replication? Parse(
        string strategy,
        IEnumerable<KeyValuePair<string, string>> options
    )
    {
        var numbers = options
            .Where(option => option.Key != "class")
            .Select(option =>
                (
                    option.Key,
                    IsNumber: int.TryParse(
                        option.Value,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var number
                    ),
                    Number: number
                )
            )
            .Where(option => option.IsNumber)
            .ToDictionary(option => option.Key, option => option.Number, StringComparer.Ordinal);
        if (strategy.EndsWith("NetworkTopologyStrategy", StringComparison.Ordinal))
        {
            return new Replication(numbers.Values.Sum(), numbers);
        }
        return
            strategy.EndsWith("SimpleStrategy", StringComparison.Ordinal)
            && numbers.TryGetValue("replication_factor", out var copies)
            ? new Replication(copies, null)
            : null;
    }
}
