using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Protection keys on Cassandra.</summary>
public sealed class CassandraProtectionKeyStore(CassandraDatabase database) : IProtectionKeyStore
{
    public async Task<IReadOnlyList<ProtectionKey>> ListAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            "SELECT name, xml FROM protection_key WHERE part = 0",
            ct
        );
        return
        [
            .. rows.Select(row => new ProtectionKey(
                row.GetValue<string>("name"),
                row.GetValue<string>("xml")
            )),
        ];
    }

    public Task SaveAsync(ProtectionKey key, CancellationToken ct) =>
        database.WriteAsync(
            "INSERT INTO protection_key (part, name, xml) VALUES (0, ?, ?)",
            ct,
            key.Name,
            key.Xml
        );
}
