using System.Net;
using System.Net.Sockets;

namespace CollabWiki.Hosting;

/// <summary>Whom limits by address are for.</summary>
internal static class ClientNetwork
{
    /// <summary>The address; of IPv6 the first half, since one subscriber has a whole /64.</summary>
    public static string Of(IPAddress? address)
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
