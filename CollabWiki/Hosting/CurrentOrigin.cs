using System.Net;
using CollabWiki.Core.Accounts;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CollabWiki.Hosting;

/// <summary>Where the person at this request or circuit is. A circuit is asked for at each new connection, since people take their devices along.</summary>
internal sealed class CurrentOrigin(IHttpContextAccessor requests) : CircuitHandler
{
    private Origin? circuit;

    /// <summary>Address and browser; of a request, or of the circuit's newest connection.</summary>
    public Origin Get() => circuit ?? Of(requests.HttpContext);

    // Called while the connection's own request is at hand; later events of the circuit run without one.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        this.circuit = Of(requests.HttpContext);
        return Task.CompletedTask;
    }

    public static Origin Of(HttpContext? http) =>
        http is null
            ? Origin.Unknown
            : Origin.Of(
                Plain(http.Connection.RemoteIpAddress)?.ToString(),
                http.Request.Headers.UserAgent.ToString()
            );

    /// <summary>Where a program is that uses the REST API.</summary>
    public static Origin OfProgram(HttpContext http)
    {
        var from = Of(http);
        return Origin.Of(from.Address, $"api: {from.Client}");
    }

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
