using Cassandra;
using CollabWiki.Core.Nodes;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The board of nodes on Cassandra: rows that expire by themselves.</summary>
public sealed class CassandraNodeBoard(CassandraDatabase database, TimeProvider clock) : INodeBoard
{
    /// <summary>Ticks that a partition of messages covers: ten seconds.</summary>
    private const long SlotTicks = 10 * TimeSpan.TicksPerSecond;

    /// <summary>Slots read at most; older messages have expired.</summary>
    private const int MaxSlots = 12;

    public Task AnnounceAsync(NodeInfo node, TimeSpan lifetime, CancellationToken ct) =>
        database.WriteAsync(
            "INSERT INTO node (part, id, name, started_at, wire) VALUES (0, ?, ?, ?, ?) USING TTL ?",
            ct,
            node.Id.Value,
            node.Name,
            node.StartedAt.UtcTicks,
            node.Wire,
            CassandraRows.ToTimeToLive(lifetime)
        );

    public Task WithdrawAsync(NodeId node, CancellationToken ct) =>
        database.WriteAsync("DELETE FROM node WHERE part = 0 AND id = ?", ct, node.Value);

    public async Task<IReadOnlyList<NodeInfo>> ListAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            "SELECT id, name, started_at, wire FROM node WHERE part = 0",
            ct
        );
        return
        [
            .. rows.Select(row => new NodeInfo(
                new NodeId(row.GetValue<Guid>("id")),
                row.GetValue<string>("name"),
                row.GetTime("started_at"),
                row.GetValue<string>("wire")
            )),
        ];
    }

    public Task PostAsync(IReadOnlyList<PostedMessage> messages, CancellationToken ct) =>
        Task.WhenAll(messages.Select(message => PostAsync(message, ct)));

    public async Task<IReadOnlyList<PostedMessage>> ReadAsync(
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        var last = SlotOf(clock.GetUtcNow());
        var first = Math.Max(SlotOf(since), last - MaxSlots);
        var slots = await Task.WhenAll(
            Enumerable
                .Range(0, (int)(last - first) + 1)
                .Select(i =>
                    database.ReadAsync(
                        "SELECT id, sender, at, topic, subject, body FROM node_message WHERE slot = ? AND at >= ?",
                        ct,
                        first + i,
                        since.UtcTicks
                    )
                )
        );
        return [.. slots.SelectMany(rows => rows).Select(ReadMessage)];
    }

    private Task PostAsync(PostedMessage posted, CancellationToken ct) =>
        database.WriteAsync(
            "INSERT INTO node_message (slot, at, id, sender, topic, subject, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ct,
            SlotOf(posted.At),
            posted.At.UtcTicks,
            posted.Id,
            posted.Sender.Value,
            posted.Message.Topic,
            posted.Message.Subject,
            posted.Message.Body
        );

    private static long SlotOf(DateTimeOffset time) => time.UtcTicks / SlotTicks;

    private static PostedMessage ReadMessage(Row row) =>
        new(
            row.GetValue<Guid>("id"),
            new NodeId(row.GetValue<Guid>("sender")),
            row.GetTime("at"),
            new NodeMessage(
                row.GetValue<string>("topic"),
                row.GetValue<string>("subject"),
                row.GetValue<string>("body")
            )
        );
}
