using System.Net;

namespace Cassandra.Connections;

/// <summary>The connection ended before the answer came.</summary>
/// <param name="wasSent">Whether the server may have got the request.</param>
internal sealed class ConnectionLostException(
    IPEndPoint host,
    bool wasSent,
    Exception? inner = null
)
    : DriverException(
        $"The connection to {host} was lost{(inner is null ? "" : ": " + inner.Message)}",
        inner
    )
{
    public bool WasSent => wasSent;
}
