using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Features.Api;

/// <summary>Spaces, and the pages in them.</summary>
internal static class SpaceEndpoints
{
    private const int MostPages = 500;
    private const int FewPages = 100;

    public static void MapSpaces(this RouteGroupBuilder api)
    {
        api.MapRead("/spaces", ListAsync)
            .WithName("listSpaces")
            .WithTags("Spaces")
            .WithSummary("List the spaces that you may read")
            .Produces<Listed<SpaceAnswer>>();
        api.MapRead("/spaces/{space}", FindAsync)
            .WithName("getSpace")
            .WithTags("Spaces")
            .WithSummary("Get a space")
            .Produces<SpaceAnswer>()
            .Problems(404);
        api.MapRead("/spaces/{space}/pages", TreeAsync)
            .WithName("listPages")
            .WithTags("Spaces")
            .WithSummary("List the pages of a space")
            .WithDescription(
                "In the order of the tree, each page before those below it, without those in the trash. “next” leads on."
            )
            .Produces<Listed<TreeAnswer>>()
            .Problems(404);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http,
        ApiEntry entry,
        ISpaceStore spaces
    )
    {
        var asked = await entry.ViewerAsync(http, Verb.Read);
        if (asked.Value is not { } viewer)
        {
            return asked.Problem!;
        }
        var all = await spaces.ListAsync(http.RequestAborted);
        return Results.Ok(
            new Listed<SpaceAnswer>(
                [
                    .. all.Where(space => AccessRules.May(viewer, Verb.Read, space))
                        .Select(space => AnswerWriter.Of(space, viewer)),
                ],
                Next: null
            )
        );
    }

    private static async Task<IResult> FindAsync(string space, HttpContext http, ApiEntry entry)
    {
        var entered = await entry.SpaceAsync(http, space, Verb.Read);
        return entered.Value is { } visit
            ? Results.Ok(AnswerWriter.Of(visit.Space, visit.Viewer))
            : entered.Problem!;
    }

    private static async Task<IResult> TreeAsync(
        string space,
        Guid? under,
        Guid? after,
        int? limit,
        HttpContext http,
        ApiEntry entry
    )
    {
        var entered = await entry.SpaceAsync(http, space, Verb.Read);
        if (entered.Value is not { Tree: var tree })
        {
            return entered.Problem!;
        }
        if ((limit ?? FewPages) is not (> 0 and <= MostPages and var count))
        {
            return Problem.Of(ProblemKind.BadRequest, $"“limit” can be 1 to {MostPages}.");
        }
        if ((Missing(tree, under) ?? Missing(tree, after)) is { } id)
        {
            return Problem.Of(
                ProblemKind.BadRequest,
                $"There is no page {id} in this space any more. Begin again."
            );
        }
        IEnumerable<Page> pages = tree.InOrder(under is { } top ? new PageId(top) : null);
        if (after is { } last)
        {
            pages = pages.SkipWhile(page => page.Id.Value != last).Skip(1);
        }
        var found = pages.Take(count + 1).ToList();
        var items = found.Take(count).Select(page => AnswerWriter.Of(page, tree)).ToList();
        var below = under is { } root ? $"&under={root}" : "";
        var next =
            found.Count > count
                ? $"{ApiFeature.Root}/spaces/{tree.Space}/pages?limit={count}{below}&after={items[^1].Id}"
                : null;
        return Results.Ok(new Listed<TreeAnswer>(items, next));
    }

    private static Guid? Missing(PageTree tree, Guid? id) =>
        id is { } page && (tree.Find(new PageId(page)) is not { } found || !tree.IsLive(found))
            ? page
            : null;
}
