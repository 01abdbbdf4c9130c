using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Settings of the wiki on Cassandra, in the table that the migrations keep theirs in, told apart by a prefix.</summary>
public sealed class CassandraSettingStore(CassandraDatabase database) : ISettingStore
{
    private const string Prefix = "wiki.";

    public async Task<string?> FindAsync(string name, CancellationToken ct) =>
        (
            await database.FindAsync("SELECT value FROM setting WHERE name = ?", ct, Prefix + name)
        )?.GetValue<string>("value");

    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken ct)
    {
        // Asks every node: some rows in all, and only when a wiki moves.
        var rows = await database.ReadAsync("SELECT name, value FROM setting", ct);
        return rows.Select(row => (Name: row.GetValue<string>("name"), Row: row))
            .Where(setting => setting.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(
                setting => setting.Name[Prefix.Length..],
                setting => setting.Row.GetValue<string>("value")
            );
    }

    public Task SetAsync(string name, string value, CancellationToken ct) =>
        database.WriteAsync(
            "INSERT INTO setting (name, value) VALUES (?, ?)",
            ct,
            Prefix + name,
            value
        );
}
