using System.Collections.Immutable;
using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Reads the column types of Schema.N.sql.</summary>
internal static class Rows
{
    public static Guid GetId(this SqliteDataReader row, int column) =>
        new(row.GetBytes(column), bigEndian: true);

    public static PageId GetPageId(this SqliteDataReader row, int column) => new(row.GetId(column));

    public static UserId GetUserId(this SqliteDataReader row, int column) => new(row.GetId(column));

    public static DateTimeOffset GetTime(this SqliteDataReader row, int column) =>
        new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? FindTime(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetTime(column);

    public static byte[] GetBytes(this SqliteDataReader row, int column) =>
        row.GetFieldValue<byte[]>(column);

    public static ImmutableArray<UserId> GetUserIds(this SqliteDataReader row, int column) =>
        [
            .. JsonSerializer
                .Deserialize<Guid[]>(row.GetString(column))!
                .Select(id => new UserId(id)),
        ];

    public static string ToColumn(this ImmutableArray<UserId> ids) =>
        JsonSerializer.Serialize(ids.Select(id => id.Value));
}
