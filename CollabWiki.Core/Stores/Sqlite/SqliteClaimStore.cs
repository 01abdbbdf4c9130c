using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Claims of background work in SQLite.</summary>
public sealed class SqliteClaimStore(SqliteDatabase database, TimeProvider clock) : IClaimStore
{
    public Task<bool> TryClaimAsync(
        string work,
        NodeId node,
        TimeSpan lifetime,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            db =>
                db.Execute(
                    "insert into claim (work, node, until) values ($1, $2, $3) "
                        + "on conflict (work) do update set node = $2, until = $3 where node = $2 or until <= $4",
                    work,
                    node.Value,
                    now + lifetime,
                    now
                ) == 1,
            ct
        );
    }

    public Task ReleaseAsync(string work, NodeId node, CancellationToken ct) =>
        database.WriteAsync(
            db => db.Execute("delete from claim where work = $1 and node = $2", work, node.Value),
            ct
        );
}
