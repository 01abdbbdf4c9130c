using System.Collections.Immutable;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Pages;

/// <summary>A page as it stands in the tree of its space; its text is that of its newest <see cref="PageVersion"/>.</summary>
public sealed record Page
{
    /// <summary>Characters (UTF-16) that a title may have.</summary>
    public const int MaxTitle = 200;

    public required PageId Id { get; init; }

    public required SpaceKey Space { get; init; }

    /// <summary>1–200 characters, trimmed, on one line.</summary>
    public required string Title { get; init; }

    public required Slug Slug { get; init; }

    /// <summary>Slugs that the page had before: their addresses still lead here.</summary>
    public ImmutableArray<Slug> FormerSlugs { get; init; } = [];

    /// <summary>Null at the top of the tree.</summary>
    public PageId? Parent { get; init; }

    /// <summary>Place among its siblings, ascending; gaps are left for later moves.</summary>
    public long Order { get; init; }

    /// <summary>The file that an imported page came from and is exported to: relative, with "/"; empty when made in the wiki.</summary>
    public string Path { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public UserId CreatedBy { get; init; }

    /// <summary>When it was deleted to the trash; null when it wasn't. What is below a trashed page is hidden with it.</summary>
    public DateTimeOffset? TrashedAt { get; init; }

    public UserId? TrashedBy { get; init; }
}
