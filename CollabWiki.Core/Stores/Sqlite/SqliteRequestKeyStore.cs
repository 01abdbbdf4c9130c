using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Keys of requests in SQLite.</summary>
public sealed class SqliteRequestKeyStore(SqliteDatabase database, TimeProvider clock)
    : IRequestKeyStore
{
    public Task<KeptRequest> ClaimAsync(KeptRequest request, CancellationToken ct)
    {
        var oldest = clock.GetUtcNow() - KeptRequest.Lifetime;
        return database.WriteAsync(
            db =>
            {
                db.Execute("delete from request_key where at <= $1", oldest);
                db.Execute(
                    "insert or ignore into request_key (user, key, fingerprint, page, at) values ($1, $2, $3, $4, $5)",
                    request.User.Value,
                    request.Key,
                    request.Fingerprint,
                    request.Page.Value,
                    request.At
                );
                return Find(db, request)!;
            },
            ct
        );
    }

    public Task<string> AnswerAsync(KeptRequest request, string answer, CancellationToken ct) =>
        database.WriteAsync(
            db =>
            {
                db.Execute(
                    "update request_key set answer = $4 where user = $1 and key = $2 and page = $3 and answer is null",
                    request.User.Value,
                    request.Key,
                    request.Page.Value,
                    answer
                );
                return Find(db, request)?.Answer ?? answer;
            },
            ct
        );

    private static KeptRequest? Find(SqliteSession db, KeptRequest request) =>
        db.QuerySingle(
            "select fingerprint, page, at, answer from request_key where user = $1 and key = $2",
            row => Read(row, request),
            request.User.Value,
            request.Key
        );

    private static KeptRequest Read(SqliteDataReader row, KeptRequest request) =>
        request with
        {
            Fingerprint = row.GetString(0),
            Page = new PageId(row.GetId(1)),
            At = row.GetTime(2),
            Answer = row.IsDBNull(3) ? null : row.GetString(3),
        };
}
