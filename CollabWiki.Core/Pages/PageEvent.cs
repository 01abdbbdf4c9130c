using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Pages;

/// <summary>What happened to a page, told after it was written.</summary>
public abstract record PageEvent(PageId Page)
{
    /// <summary>A version was saved.</summary>
    public sealed record Saved(PageVersion Version, string Text) : PageEvent(Version.Page)
    {
        /// <summary>Where the save came from.</summary>
        public Origin From { get; init; } = Origin.Unknown;
    }

    /// <summary>A save met another one and they didn't go together by themselves; told to everyone concerned.</summary>
    public sealed record Met(Conflict Conflict) : PageEvent(Conflict.Page)
    {
        /// <summary>Where the save came from.</summary>
        public Origin From { get; init; } = Origin.Unknown;
    }

    /// <summary>The page came into the tree, or its title, slug, place or trash mark changed; <paramref name="Before"/> is null for a new page.</summary>
    public sealed record Placed(Page? Before, Page After, UserId By) : PageEvent(After.Id)
    {
        /// <summary>Where the change came from.</summary>
        public Origin From { get; init; } = Origin.Unknown;

        /// <summary>The revision of the tree that has it: tells this change of the page from others.</summary>
        public int TreeRevision { get; init; }
    }
}

/// <summary>Does what follows from an event. Idempotent: the same event may come twice.</summary>
public interface IPageEventHandler
{
    Task HandleAsync(PageEvent happened, CancellationToken ct);
}
