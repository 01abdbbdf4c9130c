using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Protection keys in SQLite.</summary>
public sealed class SqliteProtectionKeyStore(SqliteDatabase database) : IProtectionKeyStore
{
    public Task<IReadOnlyList<ProtectionKey>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ProtectionKey>>(
            database.Read(db =>
                db.Query(
                    "select name, xml from protection_key order by name",
                    row => new ProtectionKey(row.GetString(0), row.GetString(1))
                )
            )
        );

    public Task SaveAsync(ProtectionKey key, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    "insert or replace into protection_key (name, xml) values ($1, $2)",
                    key.Name,
                    key.Xml
                ),
            ct
        );
}
