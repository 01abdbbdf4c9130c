using System.Collections.Immutable;
using Cassandra;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Reads the column types of Schema.N.cql.</summary>
internal static class CassandraRows
{
    public static DateTimeOffset GetTime(this Row row, string column) =>
        new(row.GetValue<long>(column), TimeSpan.Zero);

    public static DateTimeOffset? FindTime(this Row row, string column) =>
        row.IsNull(column) ? null : row.GetTime(column);

    public static UserId GetUserId(this Row row, string column) => new(row.GetValue<Guid>(column));

    public static ImmutableArray<UserId> GetUserIds(this Row row, string column) =>
        [.. row.GetValue<IEnumerable<Guid>>(column).Select(id => new UserId(id))];

    /// <summary>A time to live in the whole seconds that Cassandra counts in: one at least.</summary>
    public static int ToTimeToLive(TimeSpan lifetime) =>
        (int)Math.Max(1, Math.Ceiling(lifetime.TotalSeconds));
}
