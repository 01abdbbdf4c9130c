using System.Collections.Immutable;
using System.Globalization;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The copies that a keyspace has of its data.</summary>
/// <param name="Strategy">The class's name without its package.</param>
/// <param name="Options">As the schema tables have them, without the class.</param>
internal sealed record Replication(
    string Strategy,
    ImmutableSortedDictionary<string, string> Options
)
{
    public static Replication Of(
        string strategy,
        IEnumerable<KeyValuePair<string, string>> options
    ) =>
        new(
            strategy[(strategy.LastIndexOf('.') + 1)..],
            options
                .Where(option => option.Key != "class")
                .ToImmutableSortedDictionary(StringComparer.Ordinal)
        );

    /// <summary>Copies without regard to data centres; null with another strategy.</summary>
    public int? Copies =>
        Strategy == "SimpleStrategy" && Options.TryGetValue("replication_factor", out var text)
            ? Number(text)
            : null;

    /// <summary>Copies in each data centre; empty with another strategy.</summary>
    public IEnumerable<KeyValuePair<string, int>> ByDatacenter =>
        Strategy == "NetworkTopologyStrategy"
            ? Options.Select(option => KeyValuePair.Create(option.Key, Number(option.Value)))
            : [];

    /// <summary>Whether it is one of the two strategies above.</summary>
    public bool IsKnown => Copies is not null || ByDatacenter.Any();

    /// <summary>For people: "3 copies", "dc1: 3 copies, dc2: 2 copies", or the strategy's own options.</summary>
    public override string ToString() =>
        Copies is { } copies ? Words(copies)
        : ByDatacenter.Any()
            ? string.Join(", ", ByDatacenter.Select(one => $"{one.Key}: {Words(one.Value)}"))
        : string.Join(
            ", ",
            Options.Select(option => $"{option.Key}: {option.Value}").Prepend(Strategy)
        );

    private static string Words(int copies) => copies == 1 ? "1 copy" : $"{copies} copies";

    // "3/1" in clusters with transient replicas: three, of which one is transient.
    private static int Number(string text) =>
        int.TryParse(
            text.Split('/')[0],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
}
