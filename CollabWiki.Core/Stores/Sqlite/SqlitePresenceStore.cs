using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Who has drafts open, in SQLite.</summary>
public sealed class SqlitePresenceStore(SqliteDatabase database, TimeProvider clock)
    : IPresenceStore
{
    public Task SetAsync(
        PageId page,
        NodeId node,
        IReadOnlyList<Member> members,
        TimeSpan lifetime,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            db =>
            {
                db.Execute("delete from presence where page = $1 and until <= $2", page.Value, now);
                return db.Execute(
                    "insert or replace into presence (page, node, members, until) values ($1, $2, $3, $4)",
                    page.Value,
                    node.Value,
                    MembersJson.Write(members),
                    now + lifetime
                );
            },
            ct
        );
    }

    public Task<IReadOnlyDictionary<NodeId, IReadOnlyList<Member>>> ReadAsync(
        PageId page,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<NodeId, IReadOnlyList<Member>>>(
            database
                .Read(db =>
                    db.Query(
                        "select node, members from presence where page = $1 and until > $2",
                        row =>
                            (
                                Node: new NodeId(row.GetId(0)),
                                Members: MembersJson.Read(row.GetString(1))
                            ),
                        page.Value,
                        clock.GetUtcNow()
                    )
                )
                .Where(row => row.Members.Count > 0)
                .ToDictionary(row => row.Node, row => row.Members)
        );
}
