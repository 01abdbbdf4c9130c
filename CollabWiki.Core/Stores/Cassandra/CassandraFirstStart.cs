using System.Security.Cryptography;
using System.Text;
using Cassandra;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>
/// Lets one of the nodes that start on an empty keyspace make its first table. Two that make one table at the same moment make two of it, with different
/// ids, and then the schema takes no change for a while. The lock is a row that expires, in a table that every Cassandra has.
/// </summary>
internal static class CassandraFirstStart
{
    private const int LockSeconds = 60;

    /// <summary>True: this node may make the table, and must <see cref="EndAsync"/>. Also true, after a wait by chance, where that row can't be written.</summary>
    public static async Task<bool> TryBeginAsync(
        ISession session,
        string keyspace,
        Guid me,
        CancellationToken ct
    )
    {
        try
        {
            var rows = await session.ExecuteAsync(
                Everywhere(
                    $"INSERT INTO system_traces.sessions (session_id, request) VALUES (?, ?) IF NOT EXISTS USING TTL {LockSeconds}",
                    IdOf(keyspace),
                    me.ToString()
                )
            );
            var row = rows.First();
            return row.GetValue<bool>("[applied]")
                || row.GetValue<string>("request") == me.ToString();
        }
        catch (DriverException)
        {
            // Not allowed to this user, or too few nodes are up.
            await Task.Delay(RandomNumberGenerator.GetInt32(1, 500), ct);
            return true;
        }
    }

    public static async Task EndAsync(ISession session, string keyspace, Guid me)
    {
        try
        {
            await session.ExecuteAsync(
                Everywhere(
                    "DELETE FROM system_traces.sessions WHERE session_id = ? IF request = ?",
                    IdOf(keyspace),
                    me.ToString()
                )
            );
        }
        catch (DriverException)
        {
            // It expires.
        }
    }

    private static Guid IdOf(string keyspace) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("collabwiki." + keyspace)).AsSpan(0, 16));

    // That keyspace knows no data centres.
    private static SimpleStatement Everywhere(string cql, params object[] values)
    {
        var statement = new SimpleStatement(cql, values);
        statement.SetSerialConsistencyLevel(ConsistencyLevel.Serial);
        statement.SetConsistencyLevel(ConsistencyLevel.Quorum);
        return statement;
    }
}
