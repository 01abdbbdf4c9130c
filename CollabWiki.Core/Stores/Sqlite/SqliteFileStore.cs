using CollabWiki.Core.Files;
using CollabWiki.Core.Spaces;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Files of spaces in SQLite.</summary>
public sealed class SqliteFileStore(SqliteDatabase database) : IFileStore
{
    private const string Columns = "space, path, content_type, size, hash, at, by";

    public Task<WikiFile?> FindAsync(SpaceKey space, string path, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    $"select {Columns} from file where space = $1 and path = $2",
                    ReadFile,
                    space.Value,
                    path
                )
            )
        );

    public Task<IReadOnlyList<WikiFile>> ListAsync(SpaceKey space, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<WikiFile>>(
            database.Read(db =>
                db.Query(
                    $"select {Columns} from file where space = $1 order by path",
                    ReadFile,
                    space.Value
                )
            )
        );

    public Task<byte[]> GetContentAsync(WikiFile file, CancellationToken ct)
    {
        var content = database.Read(db =>
            db.QuerySingle(
                "select content from file where space = $1 and path = $2",
                row => row.GetBytes(0),
                file.Space.Value,
                file.Path
            )
        );
        return content is null
            ? Task.FromException<byte[]>(
                new KeyNotFoundException($"{file.Space} has no file {file.Path}.")
            )
            : Task.FromResult(content);
    }

    public Task SaveAsync(WikiFile file, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var bytes = content.ToArray();
        return database.WriteAsync(
            db =>
                db.Execute(
                    $"insert or replace into file ({Columns}, content) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    file.Space.Value,
                    file.Path,
                    file.ContentType,
                    file.Size,
                    file.Hash,
                    file.At,
                    file.By.Value,
                    bytes
                ),
            ct
        );
    }

    private static WikiFile ReadFile(SqliteDataReader row) =>
        new()
        {
            Space = SpaceKey.Parse(row.GetString(0)),
            Path = row.GetString(1),
            ContentType = row.GetString(2),
            Size = row.GetInt32(3),
            Hash = row.GetString(4),
            At = row.GetTime(5),
            By = row.GetUserId(6),
        };
}
