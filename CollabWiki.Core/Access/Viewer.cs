using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Access;

/// <summary>Who asks: an account, or somebody who isn't signed in (<see cref="Anonymous"/>).</summary>
public sealed record Viewer(UserId? User, string Name, bool IsAdministrator)
{
    public static readonly Viewer Anonymous = new(null, "", IsAdministrator: false);

    public bool IsSignedIn => User is not null;
}
