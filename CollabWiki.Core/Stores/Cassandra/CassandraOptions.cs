using System.Collections.Immutable;
using System.Globalization;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>How the cluster is reached and what the wiki's keyspace is like.</summary>
public sealed record CassandraOptions
{
    private const int DefaultPort = 9042;

    /// <summary>Names or addresses of some of the nodes; the others are found by them.</summary>
    public required ImmutableArray<string> ContactPoints { get; init; }

    public int Port { get; init; } = DefaultPort;

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

    /// <summary>Reads the settings COLLABWIKI_CASSANDRA and COLLABWIKI_CASSANDRA_….</summary>
    /// <exception cref="FormatException">One can't be understood; the message names it.</exception>
    public static CassandraOptions From(Func<string, string?> setting)
    {
        var (hosts, port) = ReadContactPoints(Text("COLLABWIKI_CASSANDRA", "127.0.0.1"));
        return new CassandraOptions
        {
            ContactPoints = hosts,
            Port = port,
            Keyspace = Text("COLLABWIKI_CASSANDRA_KEYSPACE", "collabwiki"),
            User = Text("COLLABWIKI_CASSANDRA_USER", ""),
            Password = setting("COLLABWIKI_CASSANDRA_PASSWORD") ?? "",
            UsesTls = Text("COLLABWIKI_CASSANDRA_TLS", "no").ToUpperInvariant() switch
            {
                "NO" or "FALSE" or "0" => false,
                "YES" or "TRUE" or "1" => true,
                var other => throw new FormatException(
                    $"COLLABWIKI_CASSANDRA_TLS is “{other}”: it must be yes or no."
                ),
            },
            Datacenter = Text("COLLABWIKI_CASSANDRA_DATACENTER", ""),
            Replication = Text("COLLABWIKI_CASSANDRA_REPLICATION", "1"),
            RowCaching = ReadCaching(Text("COLLABWIKI_CASSANDRA_CACHING", "")),
        };

        string Text(string name, string otherwise) =>
            setting(name) is { } value && value.Trim() is { Length: > 0 } text ? text : otherwise;
    }

    /// <summary>"host,host:port": names or addresses; the nodes of a cluster listen on one port.</summary>
    private static (ImmutableArray<string> Hosts, int Port) ReadContactPoints(string text)
    {
        var hosts = ImmutableArray.CreateBuilder<string>();
        var port = DefaultPort;
        foreach (var point in Split(text, ','))
        {
            var colon = point.LastIndexOf(':');
            // More than one colon: an IPv6 address without a port.
            var hasPort = colon > 0 && point.IndexOf(':', StringComparison.Ordinal) == colon;
            hosts.Add(hasPort ? point[..colon] : point);
            if (
                hasPort
                && !int.TryParse(
                    point[(colon + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out port
                )
            )
            {
                throw new FormatException(
                    $"COLLABWIKI_CASSANDRA names “{point}”: write host or host:port, several with commas."
                );
            }
        }
        return (hosts.ToImmutable(), port);
    }

    /// <summary>"version:1,tree:ALL": rows that the row cache keeps of each partition, by table.</summary>
    private static ImmutableDictionary<string, string> ReadCaching(string text)
    {
        var caching = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in Split(text, ','))
        {
            var pair = part.Split(':');
            caching[pair[0]] =
                pair.Length == 2
                    ? pair[1].ToUpperInvariant()
                    : throw new FormatException(
                        $"COLLABWIKI_CASSANDRA_CACHING has “{part}”: write table:rows, several with commas."
                    );
        }
        return caching.ToImmutable();
    }

    private static string[] Split(string text, char by) =>
        text.Split(by, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

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
