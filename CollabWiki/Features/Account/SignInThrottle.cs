using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

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
            Network(address),
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

    // One subscriber has a whole /64 of IPv6 addresses.
    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
