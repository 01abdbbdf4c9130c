using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Access;

/// <summary>Who asks: an account, or somebody who isn't signed in (<see cref="Anonymous"/>).</summary>
public sealed record Viewer(UserId? User, string Name, bool IsAdministrator)
{
    public static readonly Viewer Anonymous = new(null, "", IsAdministrator: false);

    /// <summary>The account's security stamp when this sign-in began; empty where it isn't known.</summary>
    public string Stamp { get; init; } = "";

    public bool IsSignedIn => User is not null;
}
