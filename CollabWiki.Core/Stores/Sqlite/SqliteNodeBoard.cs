using CollabWiki.Core.Nodes;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>The board of nodes in SQLite: one server and its commands.</summary>
public sealed class SqliteNodeBoard(SqliteDatabase database, TimeProvider clock) : INodeBoard
{
    private static readonly TimeSpan KeepPosts = TimeSpan.FromMinutes(1);

    public Task AnnounceAsync(NodeInfo node, TimeSpan lifetime, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            db =>
            {
                db.Execute("delete from node where until <= $1", now);
                return db.Execute(
                    "insert or replace into node (id, name, started_at, wire, until) values ($1, $2, $3, $4, $5)",
                    node.Id.Value,
                    node.Name,
                    node.StartedAt,
                    node.Wire,
                    now + lifetime
                );
            },
            ct
        );
    }

    public Task WithdrawAsync(NodeId node, CancellationToken ct) =>
        database.WriteAsync(db => db.Execute("delete from node where id = $1", node.Value), ct);

    public Task<IReadOnlyList<NodeInfo>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<NodeInfo>>(
            database.Read(db =>
                db.Query(
                    "select id, name, started_at, wire from node where until > $1",
                    row => new NodeInfo(
                        new NodeId(row.GetId(0)),
                        row.GetString(1),
                        row.GetTime(2),
                        row.GetString(3)
                    ),
                    clock.GetUtcNow()
                )
            )
        );

    public Task PostAsync(IReadOnlyList<PostedMessage> messages, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                db.Execute("delete from node_message where at < $1", clock.GetUtcNow() - KeepPosts);
                foreach (var (id, sender, at, message) in messages)
                {
                    db.Execute(
                        "insert or ignore into node_message (id, at, sender, topic, subject, body) values ($1, $2, $3, $4, $5, $6)",
                        id,
                        at,
                        sender.Value,
                        message.Topic,
                        message.Subject,
                        message.Body
                    );
                }
                return messages.Count;
            },
            ct
        );

    public Task<IReadOnlyList<PostedMessage>> ReadAsync(
        DateTimeOffset since,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyList<PostedMessage>>(
            database.Read(db =>
                db.Query(
                    "select id, sender, at, topic, subject, body from node_message where at >= $1 order by at, id",
                    ReadMessage,
                    since
                )
            )
        );

    private static PostedMessage ReadMessage(SqliteDataReader row) =>
        new(
            row.GetId(0),
            new NodeId(row.GetId(1)),
            row.GetTime(2),
            new NodeMessage(row.GetString(3), row.GetString(4), row.GetString(5))
        );
}
