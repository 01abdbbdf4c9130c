using CollabWiki.Core.Spaces;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Spaces in SQLite.</summary>
public sealed class SqliteSpaceStore(SqliteDatabase database) : ISpaceStore
{
    private const string Columns = "key, name, description, grants, created_at, revision";

    public Task<Space?> FindAsync(SpaceKey key, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle($"select {Columns} from space where key = $1", ReadSpace, key.Value)
            )
        );

    public Task<IReadOnlyList<Space>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Space>>(
            database.Read(db => db.Query($"select {Columns} from space order by key", ReadSpace))
        );

    public Task<bool> TryCreateAsync(Space space, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    $"insert or ignore into space ({Columns}) values ($1, $2, $3, $4, $5, $6)",
                    space.Key.Value,
                    space.Name,
                    space.Description,
                    GrantsJson.Write(space.Grants),
                    space.CreatedAt,
                    space.Revision
                ) == 1,
            ct
        );

    public Task<bool> TryUpdateAsync(Space space, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    "update space set name = $1, description = $2, grants = $3, revision = $4 where key = $5 and revision = $6",
                    space.Name,
                    space.Description,
                    GrantsJson.Write(space.Grants),
                    space.Revision,
                    space.Key.Value,
                    space.Revision - 1
                ) == 1,
            ct
        );

    public Task PutAsync(Space space, CancellationToken ct) =>
        database.WriteAsync(
            db =>
                db.Execute(
                    $"insert into space ({Columns}) values ($1, $2, $3, $4, $5, $6) on conflict (key) do update "
                        + "set name = $2, description = $3, grants = $4, created_at = $5, revision = $6 where revision <= $6",
                    space.Key.Value,
                    space.Name,
                    space.Description,
                    GrantsJson.Write(space.Grants),
                    space.CreatedAt,
                    space.Revision
                ),
            ct
        );

    private static Space ReadSpace(SqliteDataReader row) =>
        new()
        {
            Key = SpaceKey.Parse(row.GetString(0)),
            Name = row.GetString(1),
            Description = row.GetString(2),
            Grants = GrantsJson.Read(row.GetString(3)),
            CreatedAt = row.GetTime(4),
            Revision = row.GetInt32(5),
        };
}
