using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Access;

/// <summary>Whom a grant is for.</summary>
public enum Audience
{
    /// <summary>One person, named by <see cref="Grant.User"/>.</summary>
    User,

    /// <summary>Everyone who is signed in.</summary>
    Members,

    /// <summary>Everyone who reaches the wiki, signed in or not; never more than <see cref="Role.Reader"/>.</summary>
    Anyone,
}

/// <summary>A role in a space for a person or an audience. <paramref name="User"/> is set only for <see cref="Audience.User"/>.</summary>
public sealed record Grant(Audience Audience, Role Role, UserId User = default);
