using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Claims of background work on Cassandra: rows that expire, written by condition only.</summary>
public sealed class CassandraClaimStore(CassandraDatabase database) : IClaimStore
{
    public async Task<bool> TryClaimAsync(
        string work,
        NodeId node,
        TimeSpan lifetime,
        CancellationToken ct
    )
    {
        var seconds = CassandraRows.ToTimeToLive(lifetime);
        var owner = await FindOwnerAsync(work, ct);
        if (owner is not null && owner != node.Value)
        {
            return false;
        }
        var statement = owner is null
            ? await database.BindAsync(
                "INSERT INTO claim (work, node) VALUES (?, ?) IF NOT EXISTS USING TTL ?",
                ct,
                work,
                node.Value,
                seconds
            )
            : await database.BindAsync(
                "UPDATE claim USING TTL ? SET node = ? WHERE work = ? IF node = ?",
                ct,
                seconds,
                node.Value,
                work,
                node.Value
            );
        return await database.TryAsync(
            statement,
            async () => await FindOwnerAsync(work, ct) == node.Value,
            ct
        );
    }

    public async Task ReleaseAsync(string work, NodeId node, CancellationToken ct) =>
        await database.TryAsync(
            await database.BindAsync(
                "DELETE FROM claim WHERE work = ? IF node = ?",
                ct,
                work,
                node.Value
            ),
            () => Task.FromResult(false),
            ct
        );

    private async Task<Guid?> FindOwnerAsync(string work, CancellationToken ct) =>
        (
            await database.FindAsync("SELECT node FROM claim WHERE work = ?", ct, work)
        )?.GetValue<Guid?>("node");
}
