using CollabWiki.Core.Access;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CollabWiki.Features.Account;

/// <summary>The cookie that says who somebody is.</summary>
internal static class SignInCookie
{
    public const string Name = "collabwiki";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        // An intranet may have no certificate.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/account/signin";
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context =>
            IsPage(context.Request)
                ? Redirect(context)
                : Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
            IsPage(context.Request)
                ? Redirect(context)
                : Answer(context, StatusCodes.Status403Forbidden);
    }

    // A sign-in that was ended is over at once; what the cookie says of the account is renewed now and then.
    // Identity's own validator also signs out of schemes that only two-factor sign-in has.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var guard = services.GetRequiredService<AccountGuard>();
        var viewer = context.Principal.ToViewer();
        if (!(await guard.CurrentAsync(viewer, context.HttpContext.RequestAborted)).IsSignedIn)
        {
            await RejectAsync(context);
            return;
        }
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (now - context.Properties.IssuedUtc < CircuitSignIn.Interval)
        {
            return;
        }
        var signIn = services.GetRequiredService<SignInManager<SignInAccount>>();
        if (await signIn.ValidateSecurityStampAsync(context.Principal) is { } account)
        {
            context.ReplacePrincipal(await signIn.CreateUserPrincipalAsync(account));
            context.ShouldRenew = true;
        }
        else
        {
            await RejectAsync(context);
        }
    }

    private static Task RejectAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context
            .HttpContext.RequestServices.GetRequiredService<SignInManager<SignInAccount>>()
            .SignOutAsync();
    }

    // A script can do nothing with a sign-in page.
    private static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && request.Headers.XRequestedWith.Count == 0;

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
