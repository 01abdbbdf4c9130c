using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Api;

/// <summary>The versions of a page.</summary>
internal static class VersionEndpoints
{
    private const int MostVersions = 200;
    private const int FewVersions = 50;

    public static void MapVersions(this RouteGroupBuilder api)
    {
        api.MapRead("/pages/{page}/versions", ListAsync)
            .WithName("listVersions")
            .WithTags("Versions")
            .WithSummary("List the versions of a page, newest first")
            .Produces<Listed<VersionAnswer>>()
            .Problems(404);
        api.MapRead("/pages/{page}/versions/{number}", FindAsync)
            .WithName("getVersion")
            .WithTags("Versions")
            .WithSummary("Get what is known of a version")
            .Produces<VersionAnswer>()
            .Problems(404);
        api.MapRead("/pages/{page}/versions/{number}/text", TextAsync)
            .WithName("getVersionText")
            .WithTags("Versions")
            .WithSummary("Get the text of a version")
            .Produces<string>(200, ApiBody.Markdown)
            .Produces(304)
            .Problems(404);
        api.MapPost("/pages/{page}/versions/{number}/restore", RestoreAsync)
            .WithName("restoreVersion")
            .WithTags("Versions")
            .WithSummary("Bring a version back as the newest one")
            .WithDescription(
                "Without a body. If-Match may name the version that you took for the newest; what was saved since is merged with the restored text, as in a save."
            )
            .Produces<SaveAnswer>()
            .Produces<ConflictDetails>(409, Problem.ContentType)
            .Problems(403, 404, 412, 422);
    }

    private static async Task<IResult> ListAsync(
        Guid page,
        int? before,
        int? limit,
        HttpContext http,
        ApiEntry entry,
        IPageStore pages,
        AnswerWriter answers
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Read);
        if (entered.Value is not { Page.Id: var id })
        {
            return entered.Problem!;
        }
        if ((limit ?? FewVersions) is not (> 0 and <= MostVersions and var count) || before < 1)
        {
            return Problem.Of(
                ProblemKind.BadRequest,
                $"“limit” can be 1 to {MostVersions}, “before” the number of a version."
            );
        }
        var ct = http.RequestAborted;
        var found = await pages.ListVersionsAsync(id, new Version(before ?? 0), count + 1, ct);
        var items = new List<VersionAnswer>(count);
        foreach (var version in found.Take(count))
        {
            items.Add(await answers.OfAsync(version, ct));
        }
        var next =
            found.Count > count
                ? $"{ApiFeature.Root}/pages/{id}/versions?limit={count}&before={items[^1].Number}"
                : null;
        return Results.Ok(new Listed<VersionAnswer>(items, next));
    }

    private static async Task<IResult> FindAsync(
        Guid page,
        int number,
        HttpContext http,
        ApiEntry entry,
        IPageStore pages,
        AnswerWriter answers
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Read);
        if (entered.Value is not { Page.Id: var id })
        {
            return entered.Problem!;
        }
        var ct = http.RequestAborted;
        return await pages.FindVersionAsync(id, new Version(number), ct) is { } version
            ? Results.Ok(await answers.OfAsync(version, ct))
            : ApiEntry.NotFound;
    }

    private static async Task<IResult> TextAsync(
        Guid page,
        int number,
        HttpContext http,
        ApiEntry entry,
        IPageStore pages
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Read);
        if (entered.Value is not { Page.Id: var id })
        {
            return entered.Problem!;
        }
        var version = new Version(number);
        return await pages.FindVersionAsync(id, version, http.RequestAborted) is not null
            ? await TextEndpoints.SendAsync(http, pages, id, version)
            : ApiEntry.NotFound;
    }

    private static async Task<IResult> RestoreAsync(
        Guid page,
        int number,
        string? comment,
        HttpContext http,
        ApiEntry entry,
        IPageStore pages,
        TextSaver saver
    )
    {
        var entered = await entry.PageAsync(http, page, Verb.Edit);
        if (entered.Value is not { Page.Id: var id, By: var by })
        {
            return entered.Problem!;
        }
        var version = new Version(number);
        if (await pages.FindVersionAsync(id, version, http.RequestAborted) is null)
        {
            return ApiEntry.NotFound;
        }
        var stated = await saver.FindBaseAsync(http.Request, id);
        if (stated.Value is not { } from)
        {
            return stated.Problem!;
        }
        if (TextSaver.CheckComment(comment) is { } refusal)
        {
            return refusal;
        }
        var text = await pages.GetTextAsync(id, version, http.RequestAborted);
        return await saver.SaveAsync(
            http,
            new SaveRequest(id, from.Number, text, [by.User])
            {
                Kind = VersionKind.Restore,
                Origin = version,
                Comment = comment ?? "",
                From = by.From,
            }
        );
    }
}
