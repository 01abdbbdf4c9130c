using Cassandra;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Spaces on Cassandra.</summary>
public sealed class CassandraSpaceStore(CassandraDatabase database) : ISpaceStore
{
    private const string Columns = "key, name, description, grants, created_at, revision";

    public async Task<Space?> FindAsync(SpaceKey key, CancellationToken ct) =>
        await database.FindAsync(
            $"SELECT {Columns} FROM space WHERE part = 0 AND key = ?",
            ct,
            key.Value
        )
            is { } row
            ? ReadSpace(row)
            : null;

    public async Task<IReadOnlyList<Space>> ListAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync($"SELECT {Columns} FROM space WHERE part = 0", ct);
        return [.. rows.Select(ReadSpace)];
    }

    public async Task<bool> TryCreateAsync(Space space, CancellationToken ct)
    {
        var write = Guid.NewGuid();
        return await database.TryAsync(
            await database.BindAsync(
                $"INSERT INTO space (part, {Columns}, write_id) VALUES (0, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                ct,
                space.Key.Value,
                space.Name,
                space.Description,
                GrantsJson.Write(space.Grants),
                space.CreatedAt.Ticks,
                space.Revision,
                write
            ),
            () => IsMineAsync(space.Key, write, ct),
            ct
        );
    }

    public Task<bool> TryUpdateAsync(Space space, CancellationToken ct) =>
        TryReplaceAsync(space, space.Revision - 1, ct);

    public async Task PutAsync(Space space, CancellationToken ct)
    {
        while (true)
        {
            var kept = await FindAsync(space.Key, ct);
            if (
                kept?.Revision > space.Revision
                || await (
                    kept is null
                        ? TryCreateAsync(space, ct)
                        : TryReplaceAsync(space, kept.Revision, ct)
                )
            )
            {
                return;
            }
        }
    }

    private async Task<bool> TryReplaceAsync(Space space, int before, CancellationToken ct)
    {
        var write = Guid.NewGuid();
        return await database.TryAsync(
            await database.BindAsync(
                "UPDATE space SET name = ?, description = ?, grants = ?, revision = ?, write_id = ? WHERE part = 0 AND key = ? IF revision = ?",
                ct,
                space.Name,
                space.Description,
                GrantsJson.Write(space.Grants),
                space.Revision,
                write,
                space.Key.Value,
                before
            ),
            () => IsMineAsync(space.Key, write, ct),
            ct
        );
    }

    private async Task<bool> IsMineAsync(SpaceKey key, Guid write, CancellationToken ct) =>
        (
            await database.FindAsync(
                "SELECT write_id FROM space WHERE part = 0 AND key = ?",
                ct,
                key.Value
            )
        )?.GetValue<Guid>("write_id") == write;

    private static Space ReadSpace(Row row) =>
        new()
        {
            Key = SpaceKey.Parse(row.GetValue<string>("key")),
            Name = row.GetValue<string>("name"),
            Description = row.GetValue<string>("description"),
            Grants = GrantsJson.Read(row.GetValue<string>("grants")),
            CreatedAt = row.GetTime("created_at"),
            Revision = row.GetValue<int>("revision"),
        };
}
