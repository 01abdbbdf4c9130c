namespace CollabWiki.Core.Accounts;

/// <summary>What happened to an account, told after it was written.</summary>
public abstract record AccountEvent
{
    private AccountEvent() { }

    public sealed record Created(WikiUser Account, Actor By) : AccountEvent;

    public sealed record Changed(WikiUser Before, WikiUser After, Actor By) : AccountEvent;

    /// <summary>Name and password were right.</summary>
    public sealed record SignedIn(UserId Account, Origin From) : AccountEvent;

    /// <summary>A sign-in failed; <paramref name="Account"/> is null when no account has the name that was typed, which is told to nobody.</summary>
    public sealed record SignInFailed(UserId? Account, SignInFailure Why, Origin From)
        : AccountEvent;
}

/// <summary>Why a sign-in failed.</summary>
public enum SignInFailure
{
    UnknownName,
    WrongPassword,

    /// <summary>The account rests after too many wrong passwords.</summary>
    Locked,
    Disabled,

    /// <summary>Too many wrong passwords came from the network: this one wasn't even looked at.</summary>
    Throttled,
}

/// <summary>Does what follows from an event. Must not throw: what it is told of is done already.</summary>
public interface IAccountEventHandler
{
    Task HandleAsync(AccountEvent happened);
}
