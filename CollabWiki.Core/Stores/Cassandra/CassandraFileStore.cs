using Cassandra;
using CollabWiki.Core.Files;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Files of spaces on Cassandra: their records by space, their contents apart.</summary>
public sealed class CassandraFileStore(CassandraDatabase database) : IFileStore
{
    private const string Columns = "path, content_type, size, hash, at, author";

    private readonly CassandraContents contents = new(database, "file_content");

    public async Task<WikiFile?> FindAsync(SpaceKey space, string path, CancellationToken ct) =>
        await database.FindAsync(
            $"SELECT {Columns} FROM file WHERE space = ? AND path = ?",
            ct,
            space.Value,
            path
        )
            is { } row
            ? ReadFile(row, space)
            : null;

    public async Task<IReadOnlyList<WikiFile>> ListAsync(SpaceKey space, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            $"SELECT {Columns} FROM file WHERE space = ?",
            ct,
            space.Value
        );
        return [.. rows.Select(row => ReadFile(row, space))];
    }

    public async Task<byte[]> GetContentAsync(WikiFile file, CancellationToken ct)
    {
        while (true)
        {
            var id =
                await FindContentAsync(file.Space, file.Path, ct)
                ?? throw new KeyNotFoundException($"{file.Space} has no file {file.Path}.");
            if (await contents.FindAsync(id, ct) is { } content)
            {
                return content;
            }
            if (await FindContentAsync(file.Space, file.Path, ct) == id)
            {
                throw new InvalidOperationException(
                    $"The content of {file.Path} in {file.Space} is missing."
                );
            }
            // Replaced between the two reads: the next look finds the new one.
        }
    }

    public async Task SaveAsync(WikiFile file, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await contents.WriteAsync(id, content, ct);
        var before = await FindContentAsync(file.Space, file.Path, ct);
        await database.WriteAsync(
            $"INSERT INTO file (space, {Columns}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ct,
            file.Space.Value,
            file.Path,
            file.ContentType,
            file.Size,
            file.Hash,
            file.At.Ticks,
            file.By.Value,
            id
        );
        if (before is { } old)
        {
            await contents.DeleteAsync(old, ct);
        }
    }

    private async Task<Guid?> FindContentAsync(SpaceKey space, string path, CancellationToken ct) =>
        (
            await database.FindAsync(
                "SELECT content FROM file WHERE space = ? AND path = ?",
                ct,
                space.Value,
                path
            )
        )?.GetValue<Guid>("content");

    private static WikiFile ReadFile(Row row, SpaceKey space) =>
        new()
        {
            Space = space,
            Path = row.GetValue<string>("path"),
            ContentType = row.GetValue<string>("content_type"),
            Size = row.GetValue<int>("size"),
            Hash = row.GetValue<string>("hash"),
            At = row.GetTime("at"),
            By = row.GetUserId("author"),
        };
}
