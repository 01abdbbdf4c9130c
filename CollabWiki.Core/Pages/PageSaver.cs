namespace CollabWiki.Core.Pages;

/// <summary>The one way in which a version comes about: version check, merge, conditional write, then the events.</summary>
public sealed partial class PageSaver(
    IPageStore pages,
    TimeProvider clock,
    IEnumerable<IPageEventHandler> handlers
)
{
    /// <summary>Saves a text that started from a version. Never overwrites what came after that version: merges with it, or says what conflicts.</summary>
    public partial Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken ct);
}
