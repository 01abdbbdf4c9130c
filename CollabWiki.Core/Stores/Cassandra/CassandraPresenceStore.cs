using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Who has drafts open, on Cassandra: rows that expire by themselves.</summary>
public sealed class CassandraPresenceStore(CassandraDatabase database) : IPresenceStore
{
    public Task SetAsync(
        PageId page,
        NodeId node,
        IReadOnlyList<Member> members,
        TimeSpan lifetime,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            "INSERT INTO presence (page, node, members) VALUES (?, ?, ?) USING TTL ?",
            ct,
            page.Value,
            node.Value,
            MembersJson.Write(members),
            CassandraRows.ToTimeToLive(lifetime)
        );

    public async Task<IReadOnlyDictionary<NodeId, IReadOnlyList<Member>>> ReadAsync(
        PageId page,
        CancellationToken ct
    )
    {
        var rows = await database.ReadAsync(
            "SELECT node, members FROM presence WHERE page = ?",
            ct,
            page.Value
        );
        return rows.Select(row =>
                (
                    Node: new NodeId(row.GetValue<Guid>("node")),
                    Members: MembersJson.Read(row.GetValue<string>("members"))
                )
            )
            .Where(row => row.Members.Count > 0)
            .ToDictionary(row => row.Node, row => row.Members);
    }
}
