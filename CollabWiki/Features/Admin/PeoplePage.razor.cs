using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CollabWiki.Features.Admin;

/// <summary>The accounts of the wiki, for its administrators.</summary>
public sealed partial class PeoplePage : IDisposable
{
    private const int Rows = 50;
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(200);

    // The names after which the parts before this one began.
    private readonly Stack<string> before = new();
    private readonly CancellationTokenSource closed = new();
    private CancellationTokenSource? searching;
    private AccountPage? page;
    private string text = "";
    private string after = "";
    private bool isDenied;

    [Inject]
    private AccountSearch Search { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync(closed.Token);

    private async Task SearchAsync(string? typed)
    {
        if (searching is not null)
        {
            await searching.CancelAsync();
            searching.Dispose();
        }
        searching = CancellationTokenSource.CreateLinkedTokenSource(closed.Token);
        var ct = searching.Token;
        text = typed ?? "";
        try
        {
            await Task.Delay(TypingPause, Clock, ct);
            before.Clear();
            after = "";
            await LoadAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // Typed on, or gone: the newer search shows its own result.
        }
    }

    private Task ForthAsync()
    {
        before.Push(after);
        after = page!.Accounts[^1].Name;
        return LoadAsync(closed.Token);
    }

    private Task BackAsync()
    {
        after = before.Pop();
        return LoadAsync(closed.Token);
    }

    private async Task OpenAsync(WikiUser? user)
    {
        var parameters = new DialogParameters<PersonDialog> { { dialog => dialog.Seen, user } };
        var dialog = await Dialogs.ShowAsync<PersonDialog>(
            user?.DisplayName ?? "Add a person",
            parameters,
            // A click beside it must not take away a password that is shown once.
            new DialogOptions { BackdropClick = false }
        );
        await dialog.Result;
        await LoadAsync(closed.Token);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        isDenied = !AccessRules.MayAdministerWiki(await Viewers.GetAsync(ct));
        page = isDenied ? null : await Search.FindAsync(text, after, Rows, ct);
    }

    public void Dispose()
    {
        closed.Cancel();
        searching?.Dispose();
        closed.Dispose();
    }
}
