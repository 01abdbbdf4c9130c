using System.Security.Claims;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;

namespace CollabWiki.Live;

/// <summary>Why somebody may not edit a page live: a word for programs and a sentence for people.</summary>
internal sealed record LiveRefusal(string Reason, string Message)
{
    public static readonly LiveRefusal SignedOut = new(
        "denied",
        "You are signed out. Sign in again to go on."
    );
    public static readonly LiveRefusal Denied = new(
        "denied",
        "You may not edit this page any more."
    );
    public static readonly LiveRefusal NoSuchPage = new("noSuchPage", "This page doesn’t exist.");
    public static readonly LiveRefusal Trashed = new(
        "trashed",
        "This page was deleted. It can be restored from the trash."
    );
    public static readonly LiveRefusal NotJoined = new("notJoined", "Join the page first.");
    public static readonly LiveRefusal Unavailable = new(
        "unavailable",
        "The wiki can’t reach its data just now. Nothing is lost."
    );
    public static readonly LiveRefusal BadRequest = new(
        "badRequest",
        "The request isn’t well formed."
    );
}

/// <summary>Who asks, for which page; or why not.</summary>
internal sealed record LiveEntry(Viewer Viewer, PageId Page, LiveRefusal? Refusal);

/// <summary>Asks at each call whether it may be made: a connection outlives a permission, an account and a page.</summary>
internal sealed class LiveGate(AccountGuard guard, SpaceTrees trees, ISpaceStore spaces)
{
    public async Task<LiveEntry> EnterAsync(
        ClaimsPrincipal? principal,
        string? page,
        CancellationToken ct
    )
    {
        var viewer = await guard.CurrentAsync(principal.ToViewer(), ct);
        return PageId.TryParse(page, out var id)
            ? new LiveEntry(viewer, id, await RefuseAsync(viewer, id, ct))
            : new LiveEntry(viewer, default, LiveRefusal.NoSuchPage);
    }

    private async Task<LiveRefusal?> RefuseAsync(Viewer viewer, PageId id, CancellationToken ct)
    {
        if (!viewer.IsSignedIn)
        {
            return LiveRefusal.SignedOut;
        }
        if (
            await trees.FindAsync(id, ct) is not var (page, tree)
            || await spaces.FindAsync(page.Space, ct) is not { } space
            || !AccessRules.May(viewer, Verb.Read, space)
        )
        {
            return LiveRefusal.NoSuchPage;
        }
        if (!AccessRules.May(viewer, Verb.Edit, space))
        {
            return LiveRefusal.Denied;
        }
        return tree.IsLive(page) ? null : LiveRefusal.Trashed;
    }
}
