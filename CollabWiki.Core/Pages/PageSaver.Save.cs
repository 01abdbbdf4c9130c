namespace CollabWiki.Core.Pages;

public sealed partial class PageSaver
{
    public partial Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken ct)
    {
        _ = (pages, clock, handlers);
        return Task.FromException<SaveResult>(new InvalidOperationException("Not built yet."));
    }
}
