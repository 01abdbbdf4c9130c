using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CollabWiki.Features.Account;

/// <summary>Accounts, signing in and out, the first run.</summary>
internal static class AccountFeature
{
    /// <summary>Adds the services. Comes after AddPages: it replaces what circuits know of their user.</summary>
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Passwords>();
        services.AddSingleton<AccountCreator>();
        services.AddSingleton<AccountEditor>();
        services.AddSingleton<AccountSearch>();
        services.AddSingleton<SignInCheck>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<SpaceEditor>();
        services.AddSingleton<AccountGuard>();
        services.AddSingleton<IAccountWatcher>(all => all.GetRequiredService<AccountGuard>());
        services.AddSingleton<IAccountWatcher>(all => all.GetRequiredService<People>());
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<CurrentOrigin>();
        services.AddScoped<CircuitHandler>(all => all.GetRequiredService<CurrentOrigin>());
        AddSignIn(services);
        return builder;
    }

    /// <summary>The first run, who asks and what they may: in this order, before anything that is mapped.</summary>
    public static WebApplication UseAccounts(this WebApplication app)
    {
        app.UseMiddleware<SetupGate>();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        // A form parameter makes the framework check the antiforgery token.
        app.MapPost(
            "/account/signout",
            async (
                [FromForm] string? returnUrl,
                [FromServices] SignInManager<SignInAccount> signIn,
                [FromServices] AuditTrail trail,
                HttpContext http
            ) =>
            {
                if (http.User.ToViewer().User is { } user)
                {
                    var by = new Actor(user, CurrentOrigin.Of(http));
                    await trail.RecordAsync(AuditKind.SignedOut, AuditTarget.Of(user), by);
                }
                await signIn.SignOutAsync();
                return Results.LocalRedirect(ReturnAddress.Local(returnUrl));
            }
        );
        return app;
    }

    /// <summary>Makes the administrator that the environment names. False when it can't: then the server must not start.</summary>
    public static Task<bool> PrepareAccountsAsync(this WebApplication app) =>
        EnvironmentAdministrator.CreateAsync(
            app.Configuration,
            app.Services.GetRequiredService<FirstAdministrator>(),
            app.Logger,
            app.Lifetime.ApplicationStopping
        );

    private static void AddSignIn(IServiceCollection services)
    {
        services
            .AddIdentityCore<SignInAccount>()
            .AddUserStore<SignInStore>()
            .AddClaimsPrincipalFactory<SignInClaims>()
            .AddSignInManager();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, SignInCookie.Configure);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                ViewerClaims.Administrator,
                policy => policy.RequireClaim(ViewerClaims.Administrator, "yes")
            );
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "collabwiki-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
    }
}
