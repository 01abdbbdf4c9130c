using System.Diagnostics;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;

namespace CollabWiki.Features.Api;

/// <summary>Somebody's program in a space, with its tree and, where the address names one, the page.</summary>
internal sealed record ApiVisit(Viewer Viewer, Actor By, Space Space, PageTree Tree)
{
    public UserId User => By.User;

    /// <summary>Only where an address names one.</summary>
    public Page Page { get; init; } = null!;
}

/// <summary>
/// The way of each request into a space. Asks everything anew each time: the token, the account, the space and the page. Whoever read a body
/// enters once more before writing, since bodies take their time.
/// </summary>
internal sealed class ApiEntry(AccessTokens tokens, AccountGuard guard, Gate gate, SpaceTrees trees)
{
    public static readonly Problem NotFound = Problem.Of(
        ProblemKind.NotFound,
        "There is nothing at this address, or nothing that you may know of."
    );

    private static readonly Problem ReadOnlyToken = Problem.Of(
        ProblemKind.ReadOnlyToken,
        "To write, make a token that may."
    );

    private static readonly Problem Denied = Problem.Of(
        ProblemKind.Forbidden,
        "You may read this space and not write in it. Its administrators can change that."
    );

    private static readonly Problem Trashed = Problem.Of(
        ProblemKind.Trashed,
        "The page or one above it was deleted. POST …/restore brings a page back from the trash."
    );

    /// <summary>Whoever asks, with the rights of now.</summary>
    public async Task<Outcome<Viewer>> ViewerAsync(HttpContext http, Verb verb)
    {
        var ct = http.RequestAborted;
        var token = await tokens.FindUsableAsync(TokenSignIn.TokenOf(http.User), ct);
        var viewer = token is null
            ? Viewer.Anonymous
            : await guard.CurrentAsync(http.User.ToViewer(), ct);
        return !viewer.IsSignedIn ? TokenSignIn.Refusal(hasToken: true)
            : verb != Verb.Read && token?.Scope != TokenScope.Write ? ReadOnlyToken
            : viewer;
    }

    public async Task<Outcome<ApiVisit>> SpaceAsync(HttpContext http, string space, Verb verb)
    {
        var asked = await ViewerAsync(http, verb);
        return asked.Value is { User: { } user } viewer
            ? await EnterAsync(http, viewer, user, space, verb)
            : asked.Problem!;
    }

    /// <summary>Enters the space of a page that isn't in the trash or, where that is asked for, of one that is.</summary>
    public async Task<Outcome<ApiVisit>> PageAsync(
        HttpContext http,
        Guid page,
        Verb verb,
        bool evenTrashed = false
    )
    {
        var asked = await ViewerAsync(http, verb);
        if (asked.Value is not { User: { } user } viewer)
        {
            return asked.Problem!;
        }
        if (await trees.FindAsync(new PageId(page), http.RequestAborted) is not var (found, _))
        {
            return NotFound;
        }
        var entered = await EnterAsync(http, viewer, user, found.Space.Value, verb);
        if (entered.Value is not { } visit)
        {
            return entered;
        }
        // Readers aren't told what was deleted.
        return evenTrashed || visit.Tree.IsLive(found) ? visit with { Page = found }
            : AccessRules.May(viewer, Verb.Edit, visit.Space) ? Trashed
            : NotFound;
    }

    private async Task<Outcome<ApiVisit>> EnterAsync(
        HttpContext http,
        Viewer viewer,
        UserId user,
        string space,
        Verb verb
    ) =>
        await gate.EnterAsync(viewer, space, verb, http.RequestAborted) switch
        {
            Entry.Open open => new ApiVisit(
                viewer,
                new Actor(user, CurrentOrigin.OfProgram(http)),
                open.Space,
                await trees.GetAsync(open.Space.Key, http.RequestAborted)
            ),
            Entry.Denied => Denied,
            Entry.Missing or Entry.SignIn => NotFound,
            _ => throw new UnreachableException(),
        };
}
