using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Keys of requests on Cassandra: rows that expire, written by condition only.</summary>
public sealed class CassandraRequestKeyStore(CassandraDatabase database) : IRequestKeyStore
{
    private static readonly int TimeToLive = CassandraRows.ToTimeToLive(KeptRequest.Lifetime);

    public async Task<KeptRequest> ClaimAsync(KeptRequest request, CancellationToken ct)
    {
        await database.TryAsync(
            await database.BindAsync(
                "INSERT INTO request_key (user, key, fingerprint, page, at) VALUES (?, ?, ?, ?, ?) IF NOT EXISTS USING TTL ?",
                ct,
                request.User.Value,
                request.Key,
                request.Fingerprint,
                request.Page.Value,
                request.At.UtcTicks,
                TimeToLive
            ),
            () => Task.FromResult(false),
            ct
        );
        // Gone again in between: then it is as good as never claimed, and this request goes on alone.
        return await FindAsync(request, ct) ?? request;
    }

    public async Task<string> AnswerAsync(KeptRequest request, string answer, CancellationToken ct)
    {
        await database.TryAsync(
            await database.BindAsync(
                "UPDATE request_key USING TTL ? SET answer = ? WHERE user = ? AND key = ? IF page = ? AND answer = null",
                ct,
                TimeToLive,
                answer,
                request.User.Value,
                request.Key,
                request.Page.Value
            ),
            () => Task.FromResult(false),
            ct
        );
        return (await FindAsync(request, ct))?.Answer ?? answer;
    }

    private async Task<KeptRequest?> FindAsync(KeptRequest request, CancellationToken ct) =>
        await database.FindAsync(
            "SELECT fingerprint, page, at, answer FROM request_key WHERE user = ? AND key = ?",
            ct,
            request.User.Value,
            request.Key
        )
            is { } row
        && !row.IsNull("fingerprint")
            ? request with
            {
                Fingerprint = row.GetValue<string>("fingerprint"),
                Page = new PageId(row.GetValue<Guid>("page")),
                At = row.GetTime("at"),
                Answer = row.GetValue<string?>("answer"),
            }
            : null;
}
