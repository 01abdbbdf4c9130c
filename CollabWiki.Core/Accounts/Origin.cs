namespace CollabWiki.Core.Accounts;

/// <summary>Where a wish came from, as far as it is known.</summary>
/// <param name="Address">The address of the network, as the server saw it; empty when there was none.</param>
/// <param name="Client">The program: a browser's own words, "api: …" or "command: …"; at most 200 characters.</param>
public sealed record Origin(string Address, string Client)
{
    private const int MaxClient = 200;

    public static readonly Origin Unknown = new("", "");

    /// <summary>An origin whose client is cut to what is kept of it.</summary>
    public static Origin Of(string? address, string? client) =>
        new(address ?? "", client is { Length: > MaxClient } ? client[..MaxClient] : client ?? "");
}
