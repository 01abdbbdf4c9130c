using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Transfer;

/// <summary>A page that an import makes or saves again.</summary>
/// <param name="File">Null for a folder without a page of its own.</param>
internal sealed record PlannedPage(PageId Id, string Title, PageId? Parent, FoundFile? File)
{
    /// <summary>False when the page is there already.</summary>
    public bool IsNew { get; init; }

    public string Path => File?.Path ?? "";
}
