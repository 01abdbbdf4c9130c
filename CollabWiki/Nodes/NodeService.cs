using CollabWiki.Core.Nodes;

namespace CollabWiki.Nodes;

/// <summary>Keeps this node in touch with the others while it runs.</summary>
internal sealed class NodeService(
    NodeLink nodes,
    IServiceProvider services,
    ILogger<NodeService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asked for here: listeners tell the other nodes themselves, so they are made with the link.
        var listeners = services.GetServices<INodeListener>().ToList();
        try
        {
            await nodes.RunAsync(listeners, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WithdrawAsync();
        }
    }

    private async Task WithdrawAsync()
    {
        try
        {
            await nodes.WithdrawAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogInformation(
                "The other nodes weren’t told of the end: {Why}",
                failure.Message
            );
        }
    }
}
