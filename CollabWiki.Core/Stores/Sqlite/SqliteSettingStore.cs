using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Settings of the wiki in SQLite.</summary>
public sealed class SqliteSettingStore(SqliteDatabase database) : ISettingStore
{
    public Task<string?> FindAsync(string name, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    "select value from setting where name = $1",
                    row => row.GetString(0),
                    name
                )
            )
        );

    public Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(
            database
                .Read(db =>
                    db.Query(
                        "select name, value from setting",
                        row => KeyValuePair.Create(row.GetString(0), row.GetString(1))
                    )
                )
                .ToDictionary()
        );

    public Task SetAsync(string name, string value, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    "insert or replace into setting (name, value) values ($1, $2)",
                    name,
                    value
                ),
            ct
        );
}
