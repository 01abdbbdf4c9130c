using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cassandra;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>
/// Brings the keyspace's tables up to date: Schema.N.cql one after the other, by one node of those that start at the same time. Each statement may be
/// run twice, so that what a crash left half done is done again.
/// </summary>
internal static partial class CassandraMigrations
{
    /// <summary>The number of the last Schema.N.cql.</summary>
    internal const int SchemaVersion = 4;

    /// <summary>Seconds after which another node takes over from one that died in the middle.</summary>
    private const int LockSeconds = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task MakeKeyspaceAsync(ISession session, CassandraOptions options)
    {
        if (!Name().IsMatch(options.Keyspace))
        {
            throw new FormatException(
                $"“{options.Keyspace}” can’t be a keyspace’s name: letters, digits and underscores, at most 48."
            );
        }
        await session.ExecuteAsync(
            new SimpleStatement(
                $"CREATE KEYSPACE IF NOT EXISTS {options.Keyspace} WITH replication = {options.ReplicationCql()}"
            )
        );
    }

    public static async Task RunAsync(
        ISession session,
        CassandraOptions options,
        CancellationToken ct
    )
    {
        var me = Guid.NewGuid();
        await MakeSettingsAsync(session, options.Keyspace, me, ct);
        while (true)
        {
            var version = await VersionAsync(session);
            if (version > SchemaVersion)
            {
                throw new InvalidOperationException(
                    $"The keyspace has schema {version}, this release knows {SchemaVersion}: start the newer release again."
                );
            }
            var caching = Caching(options);
            if (version == SchemaVersion && await ValueAsync(session, "caching") == caching)
            {
                return;
            }
            if (!await TryLockAsync(session, me))
            {
                await Task.Delay(Pause, ct);
                continue;
            }
            try
            {
                await MigrateAsync(session, version, options);
                await SetAsync(session, "caching", caching);
                return;
            }
            finally
            {
                await UnlockAsync(session, me);
            }
        }
    }

    /// <summary>The statements of Schema.N.cql, without comments.</summary>
    internal static IEnumerable<string> Statements(int number)
    {
        using var stream = typeof(CassandraMigrations).Assembly.GetManifestResourceStream(
            $"Cassandra/Schema.{number}.cql"
        )!;
        using var reader = new StreamReader(stream);
        var cql = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("--", StringComparison.Ordinal))
            {
                cql.Append(line).Append('\n');
            }
        }
        return cql.ToString()
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task MigrateAsync(ISession session, int version, CassandraOptions options)
    {
        for (var next = version + 1; next <= SchemaVersion; next++)
        {
            foreach (var statement in Statements(next))
            {
                await session.ExecuteAsync(new SimpleStatement(statement));
            }
            await SetAsync(session, "schema", $"{next}");
        }
        foreach (var (table, rows) in options.RowCaching)
        {
            await session.ExecuteAsync(new SimpleStatement(CachingCql(table, rows)));
        }
    }

    // The lock of the migrations is a row of this table, so making it takes another.
    private static async Task MakeSettingsAsync(
        ISession session,
        string keyspace,
        Guid me,
        CancellationToken ct
    )
    {
        while (!await HasSettingsAsync(session))
        {
            if (!await CassandraFirstStart.TryBeginAsync(session, keyspace, me, ct))
            {
                await Task.Delay(Pause, ct);
                continue;
            }
            try
            {
                if (!await HasSettingsAsync(session))
                {
                    await session.ExecuteAsync(
                        new SimpleStatement(
                            "CREATE TABLE IF NOT EXISTS setting (name text PRIMARY KEY, value text) WITH comment = 'Schema version, lock, what was set'"
                        )
                    );
                }
            }
            finally
            {
                await CassandraFirstStart.EndAsync(session, keyspace, me);
            }
        }
    }

    private static async Task<bool> HasSettingsAsync(ISession session)
    {
        try
        {
            await session.ExecuteAsync(new SimpleStatement("SELECT name FROM setting LIMIT 1"));
            return true;
        }
        catch (InvalidQueryException)
        {
            return false;
        }
    }

    private static async Task<int> VersionAsync(ISession session) =>
        int.TryParse(
            await ValueAsync(session, "schema"),
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : 0;

    private static async Task<string> ValueAsync(ISession session, string name)
    {
        var rows = await session.ExecuteAsync(
            new SimpleStatement("SELECT value FROM setting WHERE name = ?", name)
        );
        return rows.FirstOrDefault()?.GetValue<string>("value") ?? "";
    }

    private static Task<RowSet> SetAsync(ISession session, string name, string value) =>
        session.ExecuteAsync(
            new SimpleStatement("INSERT INTO setting (name, value) VALUES (?, ?)", name, value)
        );

    private static async Task<bool> TryLockAsync(ISession session, Guid me)
    {
        var rows = await session.ExecuteAsync(
            new SimpleStatement(
                $"INSERT INTO setting (name, value) VALUES ('lock', ?) IF NOT EXISTS USING TTL {LockSeconds}",
                me.ToString()
            )
        );
        var row = rows.First();
        return row.GetValue<bool>("[applied]") || row.GetValue<string>("value") == me.ToString();
    }

    private static Task<RowSet> UnlockAsync(ISession session, Guid me) =>
        session.ExecuteAsync(
            new SimpleStatement(
                "DELETE FROM setting WHERE name = 'lock' IF value = ?",
                me.ToString()
            )
        );

    private static string Caching(CassandraOptions options) =>
        string.Join(
            ',',
            options
                .RowCaching.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}:{pair.Value}")
        );

    private static string CachingCql(string table, string rows) =>
        Name().IsMatch(table)
        && (rows is "NONE" or "ALL" || int.TryParse(rows, CultureInfo.InvariantCulture, out _))
            ? $"ALTER TABLE {table} WITH caching = {{'keys': 'ALL', 'rows_per_partition': '{rows}'}}"
            : throw new FormatException(
                $"“{table}:{rows}” sets no caching: write a table and NONE, ALL or a number of rows."
            );

    [GeneratedRegex(@"^[a-zA-Z]\w{0,47}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
