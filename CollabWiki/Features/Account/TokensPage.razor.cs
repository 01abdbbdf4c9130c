using System.Globalization;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Account;

/// <summary>The personal access tokens of whoever looks: making, listing and revoking them.</summary>
public sealed partial class TokensPage
{
    private const string Write = "write";

    private static readonly (int Days, string Words)[] Lifetimes =
    [
        (7, "in a week"),
        (30, "in 30 days"),
        (90, "in 90 days"),
        (365, "in a year"),
        (0, "never"),
    ];

    private IReadOnlyList<AccessToken> tokens = [];
    private TokenResult.Made? made;
    private string message = "";
    private bool isRefused;
    private UserId user;

    [Inject]
    private AccessTokens Tokens { get; set; } = null!;

    [Inject]
    private AuditTrail Trail { get; set; } = null!;

    [Inject]
    private AccountGuard Guard { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "token")]
    private TokenForm Form { get; set; } = null!;

    private Actor Me => new(user, CurrentOrigin.Of(Context));

    protected override async Task OnInitializedAsync()
    {
        Form ??= new TokenForm();
        var viewer = await Guard.CurrentAsync(Context.User.ToViewer(), Context.RequestAborted);
        if (viewer.User is not { } current)
        {
            // A cookie outlives its account by a moment; a token would outlive both.
            Navigation.NavigateTo("/account/signin?returnUrl=%2Faccount%2Ftokens");
            return;
        }
        user = current;
        // A form that posts is drawn first as it was, so that its handler is found.
        tokens = await Tokens.ListAsync(user, Context.RequestAborted);
    }

    private async Task CreateAsync()
    {
        // The form names the token it makes: sent twice, by a double click or “reload”, it makes one.
        var id = TokenId.TryParse(Form.Attempt, out var attempt) ? attempt : TokenId.New();
        var result = await Tokens.CreateAsync(
            id,
            user,
            Form.Name ?? "",
            Form.Scope == Write ? TokenScope.Write : TokenScope.Read,
            Form.Days == 0 ? null : Form.Days,
            Context.RequestAborted
        );
        if (result is TokenResult.Refused refused)
        {
            (message, isRefused) = (refused.Why.Explain(), true);
            Form.Attempt = TokenId.New().ToString();
            return;
        }
        made = (TokenResult.Made)result;
        await Trail.RecordMadeAsync(made.Token, Me);
        Form = new TokenForm();
        tokens = await Tokens.ListAsync(user, Context.RequestAborted);
    }

    private async Task RevokeAsync(AccessToken token)
    {
        if (await Tokens.RevokeAsync(token.Id, user, Context.RequestAborted) is { } revoked)
        {
            await Trail.RecordRevokedAsync(revoked, Me);
        }
        message = $"“{token.Name}” doesn’t work any more.";
        tokens = await Tokens.ListAsync(user, Context.RequestAborted);
    }

    private string End(AccessToken token)
    {
        var day = token.ExpiresAt?.UtcDateTime.ToString(
            "d MMMM yyyy",
            CultureInfo.InvariantCulture
        );
        return day is null ? "no end"
            : IsOver(token) ? $"ended on {day}"
            : $"until {day}";
    }

    private bool IsOver(AccessToken token) => !token.IsUsable(Clock.GetUtcNow());

    private sealed class TokenForm
    {
        public string? Name { get; set; } = "";

        public string? Scope { get; set; } = "read";

        public int Days { get; set; } = 90;

        public string Attempt { get; set; } = TokenId.New().ToString();
    }
}
