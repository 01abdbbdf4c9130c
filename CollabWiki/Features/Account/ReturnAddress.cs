namespace CollabWiki.Features.Account;

/// <summary>Where somebody wanted to go before they had to sign in.</summary>
internal static class ReturnAddress
{
    /// <summary>The address when it is one of this wiki, else the start page: a link to sign in must not lead away.</summary>
    public static string Local(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl)
            ? address
            : "/";
}
