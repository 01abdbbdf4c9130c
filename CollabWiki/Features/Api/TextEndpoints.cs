using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Api;

/// <summary>Texts of pages: reading them, and saving on top of the version that one started from.</summary>
internal static class TextEndpoints
{
    public static void MapTexts(this RouteGroupBuilder api)
    {
        api.MapRead("/pages/{page}/text", GetAsync)
            .WithName("getText")
            .WithTags("Texts")
            .WithSummary("Get the text of a page")
            .WithDescription(
                "The bytes of the newest version. The ETag names the version; If-None-Match is honoured."
            )
            .Produces<string>(200, ApiBody.Markdown)
            .Produces(304)
            .Problems(404);
        api.MapPut("/pages/{page}/text", SaveAsync)
            .WithName("putText")
            .WithTags("Texts")
            .WithSummary("Save a text")
            .WithDescription(
                "If-Match names the version that the text started from. When others saved since, both are merged: 200 with a report. "
                    + "Where they changed the same words, nothing is written: 409 with all texts."
            )
            .Accepts<string>(ApiBody.Markdown, ApiBody.Plain)
            .Produces<SaveAnswer>()
            .Produces<ConflictDetails>(409, Problem.ContentType)
            .Problems(403, 404, 412, 413, 415, 422, 428);
    }

    /// <summary>Sends the text of a version, unless whoever asks has it.</summary>
    public static async Task<IResult> SendAsync(
        HttpContext http,
        IPageStore pages,
        PageId page,
        Version version
    )
    {
        var tag = VersionTag.Of(page, version);
        http.Response.Headers.ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        var text = await pages.GetTextAsync(page, version, http.RequestAborted);
        return Results.Bytes(PageText.Encode(text), ApiBody.Markdown + "; charset=utf-8");
    }

    private static async Task<IResult> GetAsync(
        Guid page,
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
        return await pages.FindHeadAsync(id, http.RequestAborted) is { } head
            ? await SendAsync(http, pages, id, head.Number)
            : ApiEntry.NotFound;
    }

    private static async Task<IResult> SaveAsync(
        Guid page,
        string? comment,
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
        var stated = await saver.RequireBaseAsync(http.Request, id);
        if (stated.Value is not { } from)
        {
            return stated.Problem!;
        }
        if (TextSaver.CheckComment(comment) is { } refusal)
        {
            return refusal;
        }
        var body = await ApiBody.ReadTextAsync(http.Request);
        if (body.Value is not { } text)
        {
            return body.Problem!;
        }
        entered = await entry.PageAsync(http, page, Verb.Edit);
        return entered.Value is { } visit
            ? await saver.SaveAsync(
                http,
                new SaveRequest(id, from.Number, text, [visit.User])
                {
                    Comment = comment ?? "",
                    From = visit.By.From,
                }
            )
            : entered.Problem!;
    }
}
