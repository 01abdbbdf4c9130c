using System.Collections.Immutable;
using System.Globalization;
using CollabWiki.Core.Stores.Cassandra;

namespace CollabWiki.Hosting;

/// <summary>What is set before the start, by environment variables or the command line.</summary>
internal sealed record WikiOptions
{
    private const int DefaultPort = 9042;

    /// <summary>COLLABWIKI_DATA: the folder that holds all data; made if it isn't there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>COLLABWIKI_STORE: "sqlite" or "cassandra". Null: SQLite, in <see cref="DataFolder"/>.</summary>
    public CassandraOptions? Cassandra { get; init; }

    /// <exception cref="FormatException">A setting can't be understood; the message names it.</exception>
    public static WikiOptions From(IConfiguration configuration)
    {
        var folder = configuration["COLLABWIKI_DATA"];
        return new WikiOptions
        {
            DataFolder = Path.GetFullPath(string.IsNullOrWhiteSpace(folder) ? "data" : folder),
            Cassandra = (configuration["COLLABWIKI_STORE"] ?? "").Trim().ToUpperInvariant() switch
            {
                "" or "SQLITE" => null,
                "CASSANDRA" => ReadCassandra(configuration),
                var other => throw new FormatException(
                    $"COLLABWIKI_STORE is “{other}”: it must be sqlite or cassandra."
                ),
            },
        };
    }

    private static CassandraOptions ReadCassandra(IConfiguration configuration)
    {
        var (hosts, port) = ReadContactPoints(Text("COLLABWIKI_CASSANDRA", "127.0.0.1"));
        return new CassandraOptions
        {
            ContactPoints = hosts,
            Port = port,
            Keyspace = Text("COLLABWIKI_CASSANDRA_KEYSPACE", "collabwiki"),
            User = Text("COLLABWIKI_CASSANDRA_USER", ""),
            Password = configuration["COLLABWIKI_CASSANDRA_PASSWORD"] ?? "",
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
            configuration[name] is { } value && value.Trim() is { Length: > 0 } text
                ? text
                : otherwise;
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
}
