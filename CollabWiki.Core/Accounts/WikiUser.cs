namespace CollabWiki.Core.Accounts;

/// <summary>An account. Changed by making a new one and writing it with <see cref="IAccountStore.TryUpdateAsync"/>.</summary>
public sealed record WikiUser
{
    public required UserId Id { get; init; }

    /// <summary>What the person signs in with: 1–64 characters, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>What others read: 1–100 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Empty when unknown.</summary>
    public string Email { get; init; } = "";

    /// <summary>Empty when the account has no password and can't sign in with one.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>Changes whenever sessions that are open must end (new password, disabled).</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>May do everything in every space and on the settings pages.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>A disabled account can't sign in; its name stays on what it wrote.</summary>
    public bool IsDisabled { get; init; }

    public int FailedSignIns { get; init; }

    /// <summary>Until when sign-in is locked after too many failures; null when it isn't.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the writes of this account: 1 when created. The condition of the next write.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Without the hash: records end up in logs.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
