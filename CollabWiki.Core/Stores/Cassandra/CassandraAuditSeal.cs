using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The seal of the audit trail, and how far what it stands for is removed.</summary>
internal sealed class CassandraAuditSeal(CassandraDatabase database)
{
    public async Task<AuditSeal?> FindAsync(CancellationToken ct) =>
        await database.FindAsync(
            "SELECT number, hash, at, sealed_at FROM audit_seal WHERE part = 0",
            ct
        )
            is { } row
            ? new AuditSeal(
                new AuditHead(
                    row.GetValue<long>("number"),
                    new AuditHash(row.GetValue<string>("hash"))
                ),
                row.GetTime("at"),
                row.GetTime("sealed_at")
            )
            : null;

    public async Task<bool> TryWriteAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct)
    {
        var (number, hash) = (seal.Last.Number, seal.Last.Hash.Hex);
        var (at, sealedAt) = (seal.At.UtcTicks, seal.SealedAt.UtcTicks);
        return await database.TryAsync(
            before is null
                ? await database.BindAsync(
                    "INSERT INTO audit_seal (part, number, hash, at, sealed_at) VALUES (0, ?, ?, ?, ?) IF NOT EXISTS",
                    ct,
                    number,
                    hash,
                    at,
                    sealedAt
                )
                : await database.BindAsync(
                    "UPDATE audit_seal SET number = ?, hash = ?, at = ?, sealed_at = ? WHERE part = 0 IF number = ?",
                    ct,
                    number,
                    hash,
                    at,
                    sealedAt,
                    before.Last.Number
                ),
            async () => await FindAsync(ct) == seal,
            ct
        );
    }

    public async Task<long> FindCleanedAsync(CancellationToken ct) =>
        (
            await database.FindAsync("SELECT number FROM audit_cleaned WHERE part = 0", ct)
        )?.GetValue<long>("number") ?? 0;

    public Task SetCleanedAsync(long number, CancellationToken ct) =>
        database.WriteAsync("INSERT INTO audit_cleaned (part, number) VALUES (0, ?)", ct, number);
}
