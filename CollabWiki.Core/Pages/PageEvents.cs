using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Pages;

/// <summary>Tells handlers what happened.</summary>
internal static class PageEvents
{
    /// <summary>Tells all handlers of all events, in this order as far as they begin, and waits for them. What is told of is written already, so a handler that fails takes nothing back: it is logged and no more; nor does it end because the caller has gone.</summary>
    public static Task TellAsync(
        this IEnumerable<IPageEventHandler> handlers,
        IReadOnlyList<PageEvent> events,
        ILogger? logger
    ) =>
        Task.WhenAll(
            events.SelectMany(happened =>
                handlers.Select(handler => GuardAsync(handler, happened, logger))
            )
        );

    private static async Task GuardAsync(
        IPageEventHandler handler,
        PageEvent happened,
        ILogger? logger
    )
    {
        try
        {
            await handler.HandleAsync(happened, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger?.LogError(
                failure,
                "{Handler} failed on {Event} of page {Page}, which is written all the same.",
                handler.GetType().Name,
                happened.GetType().Name,
                happened.Page
            );
        }
    }
}
