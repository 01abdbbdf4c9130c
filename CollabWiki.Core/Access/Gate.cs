using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Access;

/// <summary>The answer to somebody who wants to do something in a space.</summary>
public abstract record Entry
{
    private Entry() { }

    public sealed record Open(Space Space) : Entry;

    /// <summary>Perhaps after signing in.</summary>
    public sealed record SignIn : Entry;

    /// <summary>The space may be read, but this may not be done.</summary>
    public sealed record Denied(Space Space) : Entry;

    /// <summary>There is no such space, or none that this person may know of.</summary>
    public sealed record Missing : Entry;
}

/// <summary>Finds a space for somebody who wants to do something in it.</summary>
public sealed class Gate(ISpaceStore spaces)
{
    public async Task<Entry> EnterAsync(
        Viewer viewer,
        string? spaceKey,
        Verb verb,
        CancellationToken ct
    )
    {
        var space = SpaceKey.TryParse(spaceKey, out var key)
            ? await spaces.FindAsync(key, ct)
            : null;
        if (space is not null && AccessRules.May(viewer, verb, space))
        {
            return new Entry.Open(space);
        }
        if (space is not null && AccessRules.May(viewer, Verb.Read, space))
        {
            return viewer.IsSignedIn ? new Entry.Denied(space) : new Entry.SignIn();
        }
        // Whoever may not read a space must not learn from the answer whether it exists.
        return viewer.IsSignedIn ? new Entry.Missing() : new Entry.SignIn();
    }
}
