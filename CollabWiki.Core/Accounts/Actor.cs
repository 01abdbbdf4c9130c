namespace CollabWiki.Core.Accounts;

/// <summary>Who does something, and from where. Somebody alone stands for an actor of whom no more is known.</summary>
public sealed record Actor(UserId User, Origin From)
{
    public static implicit operator Actor(UserId user) => FromUserId(user);

    public static Actor FromUserId(UserId user) => new(user, Origin.Unknown);
}
