using CollabWiki.Core.Activity;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>The audit trail in SQLite: entries and the head change in one transaction.</summary>
public sealed class SqliteAuditStore(SqliteDatabase database) : IAuditStore
{
    private const string Columns = "number, body, hash";

    public Task<AuditHead> GetHeadAsync(CancellationToken ct) =>
        Task.FromResult(database.Read(ReadHead));

    public Task<AuditHead> CatchUpAsync(CancellationToken ct) => GetHeadAsync(ct);

    public Task<bool> TryAppendAsync(
        AuditHead after,
        IReadOnlyList<AuditLink> links,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            db =>
            {
                var head = ReadHead(db);
                if (head != after)
                {
                    return head == links[^1].Head;
                }
                foreach (var link in links)
                {
                    db.Execute(
                        $"insert into audit_entry ({Columns}) values ($1, $2, $3)",
                        link.Number,
                        link.Body,
                        link.Hash.Hex
                    );
                }
                WriteHead(db, links[^1].Head);
                return true;
            },
            ct
        );

    public Task PutAsync(IReadOnlyList<AuditLink> links, AuditHead end, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                foreach (var link in links)
                {
                    db.Execute(
                        $"insert or ignore into audit_entry ({Columns}) values ($1, $2, $3)",
                        link.Number,
                        link.Body,
                        link.Hash.Hex
                    );
                }
                if (ReadHead(db).Number < end.Number)
                {
                    WriteHead(db, end);
                }
                return true;
            },
            ct
        );

    public Task<IReadOnlySet<string>> FindEventsAsync(
        IReadOnlyCollection<string> events,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlySet<string>>(
            database.Read(db =>
                events
                    .Where(one =>
                        db.QuerySingle(
                            "select 1 from audit_entry where event = $1",
                            row => row.GetInt32(0),
                            one
                        ) == 1
                    )
                    .ToHashSet(StringComparer.Ordinal)
            )
        );

    public Task<IReadOnlyList<AuditLink>> ReadAsync(long after, int count, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.Query(
                    $"select {Columns} from audit_entry where number > $1 order by number limit $2",
                    ReadLink,
                    after,
                    count
                )
            )
        );

    public Task<AuditFound> FindAsync(
        AuditQuery query,
        AuditPlace? before,
        int count,
        CancellationToken ct
    )
    {
        var search = SqliteAuditSearch.Of(query, before, count);
        var links = database.Read(db =>
            db.Query($"select {Columns} from audit_entry {search.Sql}", ReadLink, search.Values)
        );
        var next = links.Count == count ? new AuditPlace(0, links[^1].Number) : null;
        return Task.FromResult(new AuditFound(links, next));
    }

    public Task<AuditSeal?> FindSealAsync(CancellationToken ct) =>
        Task.FromResult(database.Read(FindSeal));

    public Task<bool> TrySealAsync(AuditSeal? before, AuditSeal seal, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                if (FindSeal(db) != before)
                {
                    return false;
                }
                db.Execute("delete from audit_entry where number <= $1", seal.Last.Number);
                db.Execute(
                    "insert or replace into audit_seal (part, number, hash, at, sealed_at) values (0, $1, $2, $3, $4)",
                    seal.Last.Number,
                    seal.Last.Hash.Hex,
                    seal.At,
                    seal.SealedAt
                );
                return true;
            },
            ct
        );

    private static AuditHead ReadHead(SqliteSession db) =>
        db.QuerySingle(
            "select number, hash from audit_head",
            row => new AuditHead(row.GetInt64(0), new AuditHash(row.GetString(1)))
        ) ?? AuditHead.None;

    private static void WriteHead(SqliteSession db, AuditHead head) =>
        db.Execute(
            "insert or replace into audit_head (part, number, hash) values (0, $1, $2)",
            head.Number,
            head.Hash.Hex
        );

    private static AuditSeal? FindSeal(SqliteSession db) =>
        db.QuerySingle(
            "select number, hash, at, sealed_at from audit_seal",
            row => new AuditSeal(
                new AuditHead(row.GetInt64(0), new AuditHash(row.GetString(1))),
                row.GetTime(2),
                row.GetTime(3)
            )
        );

    private static AuditLink ReadLink(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), new AuditHash(row.GetString(2)));
}
