using System.Diagnostics;
using System.Globalization;
using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Api;

/// <summary>Saves by the one way there is, and tells what came of it.</summary>
internal sealed class TextSaver(PageSaver saver, IPageStore pages, AnswerWriter answers)
{
    /// <summary>The version in If-Match, which must be one of the page.</summary>
    public async Task<Outcome<StatedVersion>> RequireBaseAsync(HttpRequest request, PageId page) =>
        VersionTag.Require(request, page, await HeadAsync(request, page));

    /// <summary>The version in If-Match; the newest where the header is missing.</summary>
    public async Task<Outcome<StatedVersion>> FindBaseAsync(HttpRequest request, PageId page)
    {
        var head = await HeadAsync(request, page);
        return request.Headers.IfMatch.Count > 0
            ? VersionTag.Read(request, page, head)
            : new StatedVersion(head);
    }

    public async Task<bool> IsHeadAsync(PageId page, Version version, CancellationToken ct) =>
        (await pages.FindHeadAsync(page, ct))?.Number == version;

    public static Problem? CheckComment(string? comment) =>
        comment?.Length > PageSaver.MaxComment || comment?.Any(char.IsControl) == true
            ? Problem.Of(
                ProblemKind.BadRequest,
                $"A comment can have {PageSaver.MaxComment} characters at most, on one line."
            )
            : null;

    /// <summary>Not cut short by a client that goes away: a version that was written is told to everyone.</summary>
    public async Task<IResult> SaveAsync(HttpContext http, SaveRequest request)
    {
        switch (await saver.SaveAsync(request, CancellationToken.None))
        {
            case SaveResult.Saved saved:
                return await AnswerAsync(http, "saved", saved.Version, sameText: true);
            case SaveResult.Merged merged:
                return await AnswerAsync(
                    http,
                    "merged",
                    merged.Version,
                    merged.Text == request.Text,
                    AnswerWriter.Of(merged.Merge)
                );
            case SaveResult.Unchanged { Head: var head }:
                var text = await pages.GetTextAsync(
                    request.Page,
                    head.Number,
                    CancellationToken.None
                );
                return await AnswerAsync(http, "unchanged", head, text == request.Text);
            case SaveResult.Conflicted conflict:
                return await ConflictAsync(request, conflict);
            case SaveResult.Rejected rejected:
                return Problem.Of(ProblemKind.Invalid, rejected.Why);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Version> HeadAsync(HttpRequest request, PageId page) =>
        (await pages.FindHeadAsync(page, request.HttpContext.RequestAborted))?.Number
        ?? Version.None;

    private async Task<IResult> AnswerAsync(
        HttpContext http,
        string result,
        PageVersion version,
        bool sameText,
        IReadOnlyList<RegionAnswer>? regions = null
    )
    {
        var answer = await answers.OfAsync(version, CancellationToken.None);
        http.Response.Headers.ETag = answer.Etag;
        return Results.Ok(new SaveAnswer(result, answer, sameText) { Regions = regions });
    }

    private async Task<Problem> ConflictAsync(SaveRequest request, SaveResult.Conflicted conflict)
    {
        var count = conflict.Merge.Regions.Count(region => region.IsConflict);
        var details = Problem.Fill(
            new ConflictDetails(),
            ProblemKind.Conflict,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The text started from version {request.Base}, and version {conflict.Head.Number} changed the same words in {count} {(count == 1 ? "place" : "places")}. "
            )
                + "Nothing was written. Settle the regions whose reason is “conflict”, then send the whole text with the ETag of “head”."
        );
        details.Base = request.Base.Number;
        details.Head = await answers.OfAsync(conflict.Head, CancellationToken.None);
        details.Regions = AnswerWriter.Of(conflict.Merge);
        return new Problem(details);
    }
}
