using System.Net;
using System.Threading.RateLimiting;
using CollabWiki.Hosting;

namespace CollabWiki.Features.Account;

/// <summary>Slows down whoever guesses passwords of many accounts from one address. Only failures count: an office behind one address signs in freely.</summary>
internal sealed class SignInThrottle : IDisposable
{
    public const int FailuresAMinute = 30;

    private readonly PartitionedRateLimiter<IPAddress?> limiter = PartitionedRateLimiter.Create<
        IPAddress?,
        string
    >(address =>
        RateLimitPartition.GetSlidingWindowLimiter(
            ClientNetwork.Of(address),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = FailuresAMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        )
    );

    public bool MayTry(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address, permitCount: 0);
        return lease.IsAcquired;
    }

    public void CountFailure(IPAddress? address) => limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => limiter.Dispose();
}
