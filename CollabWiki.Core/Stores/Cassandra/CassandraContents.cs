namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Large values apart from their rows, by ids that are used once: in chunks, because one mutation must stay far below 8 MB.</summary>
internal sealed class CassandraContents(CassandraDatabase database, string table)
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Written before anything names the id.</summary>
    public async Task WriteAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        for (var chunk = 0; chunk == 0 || chunk * ChunkBytes < content.Length; chunk++)
        {
            var start = chunk * ChunkBytes;
            var bytes = content[start..Math.Min(content.Length, start + ChunkBytes)].ToArray();
            await database.WriteAsync(
                $"INSERT INTO {table} (id, chunk, bytes) VALUES (?, ?, ?)",
                ct,
                id,
                chunk,
                bytes
            );
        }
    }

    /// <summary>Null when there is nothing of that id (any more).</summary>
    public async Task<byte[]?> FindAsync(Guid id, CancellationToken ct)
    {
        var rows = await database.ReadAsync($"SELECT bytes FROM {table} WHERE id = ?", ct, id);
        return rows.Count switch
        {
            0 => null,
            1 => rows[0].GetValue<byte[]>("bytes"),
            _ => [.. rows.SelectMany(row => row.GetValue<byte[]>("bytes"))],
        };
    }

    public Task DeleteAsync(Guid id, CancellationToken ct) =>
        database.WriteAsync($"DELETE FROM {table} WHERE id = ?", ct, id);
}
