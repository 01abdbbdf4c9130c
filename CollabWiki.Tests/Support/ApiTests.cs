using CollabWiki.Core.Pages;

namespace CollabWiki.Tests.Support;

/// <summary>A host with the program of Anna, who may write, and Rita, who may read; and a page.</summary>
public abstract class ApiTests : IAsyncLifetime
{
    private protected const string First =
        "# Plan\n\nWe meet on Thursday at noon.\n\nBring the numbers of the quarter.\n";

    private protected WikiHost Host { get; private set; } = null!;

    private protected ApiProgram Anna { get; private set; } = null!;

    private protected ApiProgram Rita { get; private set; } = null!;

    private protected PageId Page { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Host = await WikiHost.StartAsync(KeyValuePair.Create("COLLABWIKI_API_RATE", "1000000"));
        Page = await Host.NewPageAsync(First);
        Anna = await ApiProgram.OfAsync(Host, Some.Anna);
        Rita = await ApiProgram.OfAsync(Host, WikiHost.Rita);
    }

    public async ValueTask DisposeAsync()
    {
        Anna.Dispose();
        Rita.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
