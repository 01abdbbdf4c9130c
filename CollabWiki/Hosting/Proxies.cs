using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CollabWiki.Hosting;

/// <summary>Believes the proxies that COLLABWIKI_PROXIES names, and nobody else, when they say whom a request came from and whether over https.</summary>
internal static class Proxies
{
    private const string Setting = "COLLABWIKI_PROXIES";

    /// <summary>Comes first: what follows looks at the address and the scheme.</summary>
    /// <exception cref="FormatException">The setting can't be understood.</exception>
    public static WebApplication UseProxies(this WebApplication app)
    {
        var trusted = Parse(app.Configuration[Setting] ?? "");
        // With nobody to trust the middleware would trust everybody.
        if (trusted.Count > 0)
        {
            app.UseForwardedHeaders(OptionsFor(trusted));
        }
        return app;
    }

    /// <summary>Addresses and networks, with commas: "10.0.0.0/8, 192.168.1.7, ::1".</summary>
    /// <exception cref="FormatException">It isn't of that form.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string text) =>
        [
            .. text.Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
                .Select(ParseOne),
        ];

    private static IPNetwork ParseOne(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new FormatException(
                $"{Setting} has “{text}”: write addresses or networks (10.0.0.0/8), several with commas."
            );
    }

    private static ForwardedHeadersOptions OptionsFor(IReadOnlyList<IPNetwork> trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many proxies as are named may stand in a row; the walk ends at the first address that is none of them.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }
        return options;
    }
}
