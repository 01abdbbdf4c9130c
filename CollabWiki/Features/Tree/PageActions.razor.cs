using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace CollabWiki.Features.Tree;

/// <summary>New page, rename, move, delete: opened by <c>data-page-action</c> buttons of the static page around (editor/src/page/actions.ts).</summary>
public sealed partial class PageActions
{
    private DotNetObjectReference<PageActions>? self;

    [Parameter, EditorRequired]
    public required string Space { get; set; }

    /// <summary>The page that is open; null on pages of the space that are none.</summary>
    [Parameter]
    public Guid? Page { get; set; }

    private PageId? PageId => Page is { } id ? new PageId(id) : null;

    /// <summary>Called by the browser. <paramref name="under"/> is the page to put a new one below, when a button says so.</summary>
    [JSInvokable]
    public async Task OpenAsync(string action, string? under)
    {
        if (await Actions.EnterAsync(Space) is not { } tree)
        {
            await Dialogs.ShowMessageBoxAsync(
                "That isn’t possible any more",
                "You may no longer write in this space. What you see stays as it is; ask an administrator of the space.",
                "Close"
            );
            return;
        }
        Core.Pages.PageId? place = Core.Pages.PageId.TryParse(under, out var id) ? id : PageId;
        var current = PageId is { } open ? tree.Find(open) : null;
        switch (action, current)
        {
            case ("new", _):
                await ShowAsync<NewPageDialog>(
                    "New page",
                    new()
                    {
                        { x => x.Space, Space },
                        { x => x.Tree, tree },
                        { x => x.Under, place },
                    }
                );
                break;
            case ("rename", { } page):
                await ShowAsync<RenameDialog>(
                    "Rename",
                    new() { { x => x.Space, Space }, { x => x.Page, page } }
                );
                break;
            case ("move", { } page):
                await ShowAsync<MoveDialog>(
                    "Move",
                    new()
                    {
                        { x => x.Space, Space },
                        { x => x.Tree, tree },
                        { x => x.Page, page },
                    }
                );
                break;
            case ("delete", { } page):
                await ShowAsync<DeleteDialog>(
                    "Delete",
                    new()
                    {
                        { x => x.Space, Space },
                        { x => x.Tree, tree },
                        { x => x.Page, page },
                    }
                );
                break;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await Js.InvokeVoidAsync("collabWiki.connect", self);
        }
    }

    // Whoever finishes a dialog goes on to the page that came of it.
    private async Task ShowAsync<TDialog>(string title, DialogParameters<TDialog> parameters)
        where TDialog : IComponent
    {
        var dialog = await Dialogs.ShowAsync<TDialog>(title, parameters);
        if (await dialog.Result is { Canceled: false, Data: string address })
        {
            Navigation.NavigateTo(address, forceLoad: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Js.InvokeVoidAsync("collabWiki.disconnect");
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed: nothing left to free.
        }
        self?.Dispose();
    }
}
