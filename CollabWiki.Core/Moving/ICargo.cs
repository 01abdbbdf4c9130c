namespace CollabWiki.Core.Moving;

/// <summary>One kind of data that belongs to a wiki, and how it moves. What is added to a wiki is added to <see cref="WikiMover"/>'s list of these.</summary>
internal interface ICargo
{
    /// <summary>What it is, in the plural: "accounts".</summary>
    string Name { get; }

    /// <summary>How many things are under way at a time: what they need of memory and of one partition decides.</summary>
    int AtOnce { get; }

    /// <summary>All there is of it in a store.</summary>
    Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct);
}

/// <summary>Something that moves as one: an account, the versions of a page.</summary>
/// <param name="Name">Tells it from the others of its kind, in each store alike; people read it when it differs.</param>
internal abstract record Thing(string Name)
{
    /// <summary>Makes the target's as the source's is; goes on where an earlier try ended, and does nothing when nothing is left to do.</summary>
    public abstract Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct);

    /// <summary>What it is made of in a store; nothing when the store doesn't have it.</summary>
    public abstract IAsyncEnumerable<Part> ReadAsync(WikiStores stores, CancellationToken ct);
}

/// <summary>A part of a thing, for comparing: a version of a page, say.</summary>
/// <param name="Name">Empty when the thing has only one.</param>
/// <param name="Hash">SHA-256 of all that it says.</param>
internal readonly record struct Part(string Name, string Hash);
