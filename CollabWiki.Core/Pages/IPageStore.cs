namespace CollabWiki.Core.Pages;

/// <summary>Keeps the versions of pages and their texts. A page is one partition: a version and the head change in one conditional write.</summary>
public interface IPageStore
{
    /// <summary>The newest version; null when the page has none.</summary>
    Task<PageVersion?> FindHeadAsync(PageId page, CancellationToken ct);

    Task<PageVersion?> FindVersionAsync(PageId page, Version number, CancellationToken ct);

    /// <summary>At most <paramref name="count"/> versions, newest first, those before <paramref name="before"/> (<see cref="Version.None"/>: from the newest).</summary>
    Task<IReadOnlyList<PageVersion>> ListVersionsAsync(
        PageId page,
        Version before,
        int count,
        CancellationToken ct
    );

    /// <summary>The text of a version.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    Task<string> GetTextAsync(PageId page, Version number, CancellationToken ct);

    /// <summary>Writes a version and its text; false (and nothing written) unless the head is the version before it.</summary>
    Task<bool> TryAppendAsync(PageVersion version, string text, CancellationToken ct);
}
