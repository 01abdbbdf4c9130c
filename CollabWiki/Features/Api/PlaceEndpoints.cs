using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Api;

/// <summary>Pages in the tree: what is known of one, and renaming, moving, deleting and bringing it back.</summary>
internal static class PlaceEndpoints
{
    public static void MapPlaces(this RouteGroupBuilder api)
    {
        api.MapRead("/pages/{page}", FindAsync)
            .WithName("getPage")
            .WithTags("Pages")
            .WithSummary("Get what is known of a page")
            .WithDescription("Pages in the trash too, for those who may bring them back.")
            .Produces<PageAnswer>()
            .Problems(404);
        api.MapPatch("/pages/{page}", ChangeAsync)
            .WithName("changePage")
            .WithTags("Pages")
            .WithSummary("Rename or move a page")
            .Accepts<PageChange>(ApiBody.Json)
            .Produces<PageAnswer>()
            .Problems(403, 404, 409, 412, 413, 415, 422);
        api.MapDelete("/pages/{page}", TrashAsync)
            .WithName("deletePage")
            .WithTags("Pages")
            .WithSummary("Put a page, with all below it, into the trash")
            .Produces(204)
            .Problems(403, 404, 409, 412);
        api.MapPost("/pages/{page}/restore", RestoreAsync)
            .WithName("restorePage")
            .WithTags("Pages")
            .WithSummary("Take a page out of the trash")
            .WithDescription("Without a body.")
            .Produces<PageAnswer>()
            .Problems(403, 404, 409);
    }

    private static async Task<IResult> FindAsync(
        Guid page,
        HttpContext http,
        ApiEntry entry,
        AnswerWriter answers
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Read, evenTrashed: true);
        if (entered.Value is not { } visit)
        {
            return entered.Problem!;
        }
        return
            visit.Tree.IsLive(visit.Page) || AccessRules.May(visit.Viewer, Verb.Edit, visit.Space)
            ? Results.Ok(await answers.OfAsync(visit.Page, http.RequestAborted))
            : ApiEntry.NotFound;
    }

    private static async Task<IResult> ChangeAsync(
        Guid page,
        HttpContext http,
        ApiEntry entry,
        TextSaver saver,
        PageMaker maker
    )
    {
        if (await RefuseAsync(page, http, entry, saver) is { } early)
        {
            return early;
        }
        var body = await ApiBody.ReadJsonAsync<PageChange>(http.Request);
        if (body.Value is not { Value: var change })
        {
            return body.Problem!;
        }
        var wish = PlaceWish.Of(new PageId(page), change);
        if (wish.Value is not { } ask)
        {
            return wish.Problem!;
        }
        var entered = await entry.PageAsync(http, page, Verb.Edit);
        return entered.Value is { } visit ? await maker.ChangeAsync(visit, ask) : entered.Problem!;
    }

    private static async Task<IResult> TrashAsync(
        Guid page,
        HttpContext http,
        ApiEntry entry,
        TextSaver saver,
        PageMaker maker,
        TimeProvider clock
    )
    {
        if (await RefuseAsync(page, http, entry, saver) is { } early)
        {
            return early;
        }
        var entered = await entry.PageAsync(http, page, Verb.Edit);
        if (entered.Value is not { Page.Id: var id, User: var user } visit)
        {
            return entered.Problem!;
        }
        var result = await maker.ChangeAsync(
            visit,
            tree => tree.Trashed(id, user, clock.GetUtcNow())
        );
        return result is Problem ? result : Results.NoContent();
    }

    private static async Task<IResult> RestoreAsync(
        Guid page,
        HttpContext http,
        ApiEntry entry,
        PageMaker maker
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Edit, evenTrashed: true);
        return entered.Value is { Page.Id: var id } visit
            ? await maker.ChangeAsync(visit, tree => tree.Restored(id))
            : entered.Problem!;
    }

    /// <summary>Why the page can't be changed; If-Match may be left out, but where it is sent it must name the newest version.</summary>
    private static async Task<Problem?> RefuseAsync(
        Guid page,
        HttpContext http,
        ApiEntry entry,
        TextSaver saver
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Edit);
        if (entered.Value is not { Page.Id: var id })
        {
            return entered.Problem!;
        }
        if (http.Request.Headers.IfMatch.Count == 0)
        {
            return null;
        }
        var stated = await saver.RequireBaseAsync(http.Request, id);
        if (stated.Value is not { Number: var number })
        {
            return stated.Problem!;
        }
        return await saver.IsHeadAsync(id, number, http.RequestAborted)
            ? null
            : Problem.Of(ProblemKind.Precondition, "The page has a newer version than that.");
    }
}
