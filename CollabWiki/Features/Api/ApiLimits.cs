using System.Globalization;
using System.Threading.RateLimiting;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.RateLimiting;

namespace CollabWiki.Features.Api;

/// <summary>How many requests a token may send, and how many one network, so that tokens that are only made up don't help.</summary>
internal static class ApiLimits
{
    private const int NetworkFactor = 10;
    private const int BurstShare = 4;

    /// <param name="perMinute">Requests of one token in a minute; a quarter of them may come at once.</param>
    public static RateLimiterOptions Of(int perMinute) =>
        new()
        {
            GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Limit(Token, perMinute),
                Limit(Network, perMinute * NetworkFactor)
            ),
            OnRejected = RefuseAsync,
            RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        };

    private static PartitionedRateLimiter<HttpContext> Limit(
        Func<HttpContext, string> key,
        int perMinute
    ) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(
                key(context),
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Math.Max(1, perMinute / BurstShare),
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
                }
            )
        );

    // Not checked yet whether it works: that costs a read.
    private static string Token(HttpContext context) =>
        TokenText.TryParse(TokenSignIn.Text(context.Request), out var token)
            ? token.Id.ToString()
            : Network(context);

    private static string Network(HttpContext context) =>
        ClientNetwork.Of(context.Connection.RemoteIpAddress);

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time)
            ? (int)Math.Ceiling(time.TotalSeconds)
            : 1;
        var seconds = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        await Problem
            .Of(ProblemKind.RateLimited, $"Wait {seconds} s, then go on more slowly.")
            .ExecuteAsync(rejected.HttpContext);
    }
}
