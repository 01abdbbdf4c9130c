using System.Diagnostics;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Hosting;

namespace CollabWiki.Components.Layout;

/// <summary>The way of each request into a space: access, the tree, the page, and the status code where that fails.</summary>
internal sealed class Entrance(Gate gate, AccountGuard guard, SpaceTrees trees, WikiMode mode)
{
    /// <summary>Enters a space, at a page unless <paramref name="slug"/> is null. Former and miswritten addresses redirect to the right one.</summary>
    public async Task<Arrival> EnterAsync(
        HttpContext http,
        string? spaceKey,
        string? slug,
        Verb verb
    )
    {
        var ct = http.RequestAborted;
        var viewer = await guard.CurrentAsync(http.User.ToViewer(), ct);
        switch (await gate.EnterAsync(viewer, spaceKey, verb, ct))
        {
            case Entry.SignIn:
                // Whoever comes back from signing in asks with GET.
                var target = !HttpMethods.IsPost(http.Request.Method)
                    ? http.Request.Path + http.Request.QueryString
                    : http.Request.Path.Value;
                http.Response.Redirect(Href.ToSignIn(target ?? Href.Home));
                return new Arrival.Redirected();
            case Entry.Missing:
                http.Refuse(StatusCodes.Status404NotFound);
                return new Arrival.Missing();
            case Entry.Denied denied:
                http.Refuse(StatusCodes.Status403Forbidden);
                return new Arrival.Denied(denied.Space);
            case Entry.Open open:
                var tree = await trees.GetAsync(open.Space.Key, ct);
                var visit = new Visit(viewer, open.Space, tree, Page: null)
                {
                    IsReadOnly = (await mode.WhyReadOnlyAsync(ct)).Length > 0,
                };
                var arrival = At(http, visit, spaceKey, slug);
                // Whoever posts has typed something: their form stays, and says that it wasn't done.
                return
                    arrival is Arrival.Inside { Visit: { IsReadOnly: true } inside }
                    && verb != Verb.Read
                    && !HttpMethods.IsPost(http.Request.Method)
                    ? Closed(http, inside)
                    : arrival;
            default:
                throw new UnreachableException();
        }
    }

    private static Arrival.ReadOnly Closed(HttpContext http, Visit visit)
    {
        http.Refuse(StatusCodes.Status503ServiceUnavailable);
        return new Arrival.ReadOnly(visit);
    }

    private static Arrival At(HttpContext http, Visit visit, string? spaceKey, string? slug)
    {
        var page =
            slug is not null
            && (Slug.TryParse(slug, out var name) || Slug.TryParse(Lower(slug), out name))
                ? visit.Tree.Find(name)
                : null;
        if (slug is not null && page is null)
        {
            http.Refuse(StatusCodes.Status404NotFound);
            return new Arrival.NoPage(visit, slug);
        }
        var isRight =
            spaceKey == visit.Space.Key.Value && (page is null || slug == page.Slug.Value);
        if (!isRight && !HttpMethods.IsPost(http.Request.Method))
        {
            // "/wiki/{space}" and perhaps "/{slug}" are replaced, the rest of the address stays.
            var parts = http.Request.Path.Value!.Split('/');
            var rest = string.Concat(parts.Skip(page is null ? 3 : 4).Select(part => "/" + part));
            var right = page is null ? Href.To(visit.Space) : Href.To(page);
            http.Response.Redirect(right + rest + http.Request.QueryString, permanent: true);
            return new Arrival.Redirected();
        }
        return new Arrival.Inside(visit with { Page = page });
    }

    private static string Lower(string slug) => Slug.FromTitle(slug).Value;
}
