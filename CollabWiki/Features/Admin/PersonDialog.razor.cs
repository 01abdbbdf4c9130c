using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CollabWiki.Features.Admin;

/// <summary>Makes or changes an account.</summary>
public sealed partial class PersonDialog
{
    private AccountDetails details = new("", "", "", IsAdministrator: false);
    private string name = "";
    private string displayName = "";
    private string email = "";
    private string password = "";
    private bool isAdministrator;
    private bool isOneself;
    private bool isBusy;
    private string isAsked = "";
    private string message = "";
    private string shownPassword = "";

    /// <summary>The account as the list showed it; null to make one.</summary>
    [Parameter]
    public WikiUser? Seen { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private AccountCreator Creator { get; set; } = null!;

    [Inject]
    private AccountEditor Editor { get; set; } = null!;

    [Inject]
    private CurrentOrigin Origins { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Seen is not null)
        {
            details = AccountDetails.Of(Seen);
            (name, displayName, email, isAdministrator) = details;
            isOneself = (await Viewers.GetAsync(CancellationToken.None)).User == Seen.Id;
        }
    }

    private Task SaveAsync() =>
        DoAsync(async by =>
        {
            var wish = new AccountDetails(name, displayName, email, isAdministrator);
            if (Seen is not null)
            {
                return await Editor.EditAsync(details, wish, Seen.Id, by, CancellationToken.None);
            }
            var chosen = password.Length > 0 ? password : Passwords.Generate();
            var result = await Creator.CreateAsync(wish, chosen, by, CancellationToken.None);
            Show(result, password.Length > 0 ? "" : chosen);
            return result;
        });

    private Task ResetPasswordAsync() =>
        AskFirstAsync(
            "password",
            async by =>
            {
                var made = Passwords.Generate();
                var result = await Editor.ResetPasswordAsync(
                    Seen!.Id,
                    made,
                    by,
                    CancellationToken.None
                );
                Show(result, made);
                return result;
            }
        );

    private Task ToggleAsync() =>
        Seen!.IsDisabled ? DoAsync(SetDisabledAsync) : AskFirstAsync("disable", SetDisabledAsync);

    private Task<AccountResult> SetDisabledAsync(Actor by) =>
        Editor.SetDisabledAsync(Seen!.Id, !Seen.IsDisabled, by, CancellationToken.None);

    private void Show(AccountResult result, string made)
    {
        if (result is AccountResult.Done done)
        {
            details = AccountDetails.Of(done.User);
            shownPassword = made;
        }
    }

    private Task AskFirstAsync(string what, Func<Actor, Task<AccountResult>> act)
    {
        if (isAsked == what)
        {
            return DoAsync(act);
        }
        isAsked = what;
        return Task.CompletedTask;
    }

    private async Task DoAsync(Func<Actor, Task<AccountResult>> act)
    {
        if (isBusy)
        {
            return;
        }
        isBusy = true;
        isAsked = "";
        var viewer = await Viewers.GetAsync(CancellationToken.None);
        var result = AccessRules.MayAdministerWiki(viewer)
            ? await act(new Actor(viewer.User!.Value, Origins.Get()))
            : AccountResult.Of(AccountRefusal.NoLongerAdministrator);
        message = result is AccountResult.Refused refused ? refused.Why.Explain() : "";
        isBusy = false;
        if (message.Length == 0 && shownPassword.Length == 0)
        {
            Dialog.Close();
        }
    }
}
