using CollabWiki.Core.Access;
using CollabWiki.Core.Nodes;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Admin;

/// <summary>What the data are on and how it does, for the wiki's administrators; looks anew as long as it is open.</summary>
public sealed partial class StoragePage : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource closed = new();
    private StoreStatus? status;
    private bool isDenied;
    private bool isUnsure;

    [Inject]
    private IStoreStatus Store { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override Task OnInitializedAsync() => TryAsync(CheckAsync);

    // Not before there is a circuit: a store that takes its time must not keep the page itself back.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }
        using var timer = new PeriodicTimer(Period, Clock);
        try
        {
            do
            {
                await TryAsync(LookAsync);
                StateHasChanged();
            } while (await timer.WaitForNextTickAsync(closed.Token));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task CheckAsync() =>
        isDenied = !AccessRules.MayAdministerWiki(await Viewers.GetAsync(closed.Token));

    private async Task LookAsync()
    {
        await CheckAsync();
        status = isDenied ? null : await Store.ReadAsync(closed.Token);
    }

    /// <summary>Who may look is in the store as well: while it doesn't answer, nothing new is shown.</summary>
    private async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look();
            isUnsure = false;
        }
        catch (Exception failure)
            when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            isUnsure = true;
        }
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }
}
