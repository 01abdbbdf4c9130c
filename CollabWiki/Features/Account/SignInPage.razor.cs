using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CollabWiki.Features.Account;

/// <summary>Name and password for a cookie.</summary>
public sealed partial class SignInPage
{
    private const string Wrong =
        "That name and password don’t belong together. After ten wrong tries an account rests for five minutes.";

    private const string TooMany =
        "Too many wrong passwords came from your network. Wait a minute, then try again.";

    private string message = "";

    [Inject]
    private SignInCheck Check { get; set; } = null!;

    [Inject]
    private AuditTrail Trail { get; set; } = null!;

    [Inject]
    private SignInThrottle Throttle { get; set; } = null!;

    [Inject]
    private SignInManager<SignInAccount> Cookie { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm Form { get; set; } = null!;

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (HttpMethods.IsGet(Context.Request.Method) && Context.User.ToViewer().IsSignedIn)
        {
            Navigation.NavigateTo(ReturnAddress.Local(ReturnUrl));
        }
    }

    private async Task SignInAsync()
    {
        var address = Context.Connection.RemoteIpAddress;
        var from = CurrentOrigin.Of(Context);
        if (!Throttle.MayTry(address))
        {
            await Trail.HandleAsync(
                new AccountEvent.SignInFailed(Account: null, SignInFailure.Throttled, from)
            );
            Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Context.Response.Headers.RetryAfter = "60";
            message = TooMany;
            return;
        }
        var user = await Check.CheckAsync(Form.Name, Form.Password, from, Context.RequestAborted);
        if (user is null)
        {
            Throttle.CountFailure(address);
            message = Wrong;
            return;
        }
        await Cookie.SignInAsync(new SignInAccount(user), isPersistent: Form.Stay);
        Navigation.NavigateTo(ReturnAddress.Local(ReturnUrl));
    }

    private sealed class SignInForm
    {
        public string Name { get; set; } = "";

        public string Password { get; set; } = "";

        public bool Stay { get; set; }
    }
}
