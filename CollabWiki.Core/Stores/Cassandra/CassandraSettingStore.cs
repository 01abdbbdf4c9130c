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

    public Task SetAsync(string name, string value, CancellationToken ct) =>
        database.WriteAsync(
            "INSERT INTO setting (name, value) VALUES (?, ?)",
            ct,
            Prefix + name,
            value
        );
}
