using CollabWiki.Core.Accounts;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CollabWiki.Features.Account;

/// <summary>Makes the first administrator; <see cref="SetupGate"/> shows it only while there is no account.</summary>
public sealed partial class SetupPage
{
    private string message = "";

    [Inject]
    private FirstAdministrator First { get; set; } = null!;

    [Inject]
    private SignInManager<SignInAccount> Cookie { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "setup")]
    private SetupForm Form { get; set; } = null!;

    protected override void OnInitialized() => Form ??= new SetupForm();

    private async Task CreateAsync()
    {
        if (Form.Password != Form.Repeated)
        {
            message = "The two passwords differ. Type them again.";
            return;
        }
        var result = await First.CreateAsync(
            Form.Name,
            Form.DisplayName,
            Form.Password,
            CurrentOrigin.Of(Context),
            Context.RequestAborted
        );
        if (result is AccountResult.Done done)
        {
            await Cookie.SignInAsync(new SignInAccount(done.User), isPersistent: false);
            Navigation.NavigateTo("/");
        }
        else if (result is AccountResult.Refused { Why: AccountRefusal.SetUpAlready })
        {
            Navigation.NavigateTo("/account/signin");
        }
        else if (result is AccountResult.Refused refused)
        {
            message = refused.Why.Explain();
        }
    }

    private sealed class SetupForm
    {
        public string Name { get; set; } = "";

        public string DisplayName { get; set; } = "";

        public string Password { get; set; } = "";

        public string Repeated { get; set; } = "";
    }
}
