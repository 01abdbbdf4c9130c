using CollabWiki.Core.Accounts;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CollabWiki.Features.Account;

/// <summary>What people change about themselves.</summary>
public sealed partial class ProfilePage
{
    private string name = "";
    private string message = "";
    private bool isRefused;
    private UserId user;

    [Inject]
    private IAccountStore Accounts { get; set; } = null!;

    [Inject]
    private AccountEditor Editor { get; set; } = null!;

    [Inject]
    private SignInThrottle Throttle { get; set; } = null!;

    [Inject]
    private SignInManager<SignInAccount> Cookie { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "about")]
    private AboutForm About { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordForm Secret { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        // The page is drawn for the first time while the store is still asked.
        Secret ??= new PasswordForm();
        var isPosted = About is not null;
        About ??= new AboutForm();
        user = Context.User.ToViewer().User.GetValueOrDefault();
        var account = await Accounts.FindAsync(user, Context.RequestAborted);
        name = account?.Name ?? "";
        if (!isPosted)
        {
            About = new AboutForm
            {
                DisplayName = account?.DisplayName ?? "",
                Email = account?.Email ?? "",
            };
        }
    }

    private async Task DescribeAsync() =>
        await ShowAsync(
            await Editor.DescribeAsync(
                Self,
                About.DisplayName,
                About.Email,
                Context.RequestAborted
            ),
            "Saved."
        );

    private async Task ChangePasswordAsync()
    {
        var address = Context.Connection.RemoteIpAddress;
        if (Secret.Password != Secret.Repeated)
        {
            Refuse("The two new passwords differ. Type them again.");
        }
        else if (!Throttle.MayTry(address))
        {
            Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Refuse(
                "Too many wrong passwords came from your network. Wait a minute, then try again."
            );
        }
        else
        {
            var result = await Editor.ChangePasswordAsync(
                Self,
                Secret.Current,
                Secret.Password,
                Context.RequestAborted
            );
            if (result is AccountResult.Refused { Why: AccountRefusal.PasswordWrong })
            {
                Throttle.CountFailure(address);
            }
            await ShowAsync(result, "You have a new password. All other devices are signed out.");
        }
    }

    private async Task ShowAsync(AccountResult result, string done)
    {
        if (result is AccountResult.Refused refused)
        {
            Refuse(refused.Why.Explain());
        }
        else if (result is AccountResult.Done changed)
        {
            // The cookie carries the name and the stamp, which are new.
            await Cookie.RefreshSignInAsync(new SignInAccount(changed.User));
            (message, isRefused) = (done, false);
        }
    }

    private Actor Self => new(user, CurrentOrigin.Of(Context));

    private void Refuse(string why) => (message, isRefused) = (why, true);

    private sealed class AboutForm
    {
        public string DisplayName { get; set; } = "";

        public string Email { get; set; } = "";
    }

    private sealed class PasswordForm
    {
        public string Current { get; set; } = "";

        public string Password { get; set; } = "";

        public string Repeated { get; set; } = "";
    }
}
