using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>How the wiki wants a table to be kept; an empty text: as it comes.</summary>
internal sealed record WantedTable(string Caching, string Compaction);

/// <summary>What Schema.N.cql and the settings say of the tables.</summary>
internal static partial class WantedTables
{
    public static IReadOnlyDictionary<string, WantedTable> Of(CassandraOptions options) =>
        Of(
            Enumerable
                .Range(1, CassandraMigrations.SchemaVersion)
                .SelectMany(CassandraMigrations.Statements),
            options
        );

    internal static IReadOnlyDictionary<string, WantedTable> Of(
        IEnumerable<string> statements,
        CassandraOptions options
    )
    {
        var wanted = new Dictionary<string, WantedTable>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            if (Table().Match(statement) is not { Success: true } table)
            {
                continue;
            }
            var name = table.Groups["name"].Value;
            var before = wanted.GetValueOrDefault(name, new WantedTable("", ""));
            wanted[name] = new WantedTable(
                Caching().Match(statement) is { Success: true } caching
                    ? TableOptions.Caching(Options(caching.Groups["map"].Value))
                    : before.Caching,
                Compaction().Match(statement) is { Success: true } compaction
                    ? TableOptions.Compaction(Options(compaction.Groups["map"].Value))
                    : before.Compaction
            );
        }
        foreach (var (name, rows) in options.RowCaching)
        {
            var caching = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["keys"] = "ALL",
                ["rows_per_partition"] = rows,
            };
            wanted[name] = wanted.GetValueOrDefault(name, new WantedTable("", "")) with
            {
                Caching = TableOptions.Caching(caching),
            };
        }
        return wanted;
    }

    private static ImmutableDictionary<string, string> Options(string map) =>
        Pair()
            .Matches(map)
            .ToImmutableDictionary(
                pair => pair.Groups["key"].Value,
                pair => pair.Groups["value"].Value,
                StringComparer.Ordinal
            );

    [GeneratedRegex(
        @"^\s*(CREATE TABLE( IF NOT EXISTS)?|ALTER TABLE)\s+(?<name>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Table();

    [GeneratedRegex(
        @"\bcaching\s*=\s*\{(?<map>[^}]*)\}",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Caching();

    [GeneratedRegex(
        @"\bcompaction\s*=\s*\{(?<map>[^}]*)\}",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Compaction();

    [GeneratedRegex(
        @"'(?<key>[^']*)'\s*:\s*'?(?<value>[^',}]*)'?",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pair();
}
