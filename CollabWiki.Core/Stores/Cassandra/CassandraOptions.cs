using System.Collections.Immutable;
using System.Globalization;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>How the cluster is reached and what the wiki's keyspace is like.</summary>
public sealed record CassandraOptions
{
    /// <summary>Names or addresses of some of the nodes; the others are found by them.</summary>
    public required ImmutableArray<string> ContactPoints { get; init; }

    public int Port { get; init; } = 9042;

    /// <summary>Letters, digits and underscores.</summary>
    public string Keyspace { get; init; } = "collabwiki";

    /// <summary>Empty: without signing in.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Whether connections are encrypted; the nodes' certificates must be trusted by the system.</summary>
    public bool UsesTls { get; init; }

    /// <summary>The data centre whose nodes are asked; empty: that of the first node reached.</summary>
    public string Datacenter { get; init; } = "";

    /// <summary>A number of copies ("3"), or one for each data centre ("dc1:3,dc2:3"). Counts when the keyspace is made.</summary>
    public string Replication { get; init; } = "1";

    /// <summary>By table: how many rows of a partition the row cache keeps ("NONE", "ALL" or a number), where it isn't the schema's.</summary>
    public ImmutableDictionary<string, string> RowCaching { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>The replication as CQL.</summary>
    /// <exception cref="FormatException">It isn't of that form.</exception>
    internal string ReplicationCql()
    {
        if (int.TryParse(Replication, CultureInfo.InvariantCulture, out var copies) && copies > 0)
        {
            return $"{{'class': 'SimpleStrategy', 'replication_factor': {copies}}}";
        }
        var parts = Replication.Split(',', StringSplitOptions.TrimEntries).Select(ParseCentre);
        return $"{{'class': 'NetworkTopologyStrategy', {string.Join(", ", parts)}}}";
    }

    private string ParseCentre(string text)
    {
        var parts = text.Split(':');
        return
            parts.Length == 2
            && parts[0].Length > 0
            && !parts[0].Contains('\'', StringComparison.Ordinal)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var copies)
            && copies > 0
            ? $"'{parts[0]}': {copies}"
            : throw new FormatException(
                $"“{Replication}” is no replication: write a number (“3”), or one for each data centre (“dc1:3,dc2:3”)."
            );
    }
}
