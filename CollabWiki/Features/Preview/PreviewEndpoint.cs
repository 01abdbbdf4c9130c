using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CollabWiki.Features.Preview;

/// <summary>Draws a text that isn't saved, for whoever is writing it.</summary>
internal static class PreviewEndpoint
{
    public static void MapPreview(this IEndpointRouteBuilder app) =>
        app.MapPost("/wiki/{spaceKey}/{slug}/preview", PreviewAsync)
            .DisableAntiforgery()
            // A script reads the answer: the status is enough, a page about it isn't wanted.
            .WithMetadata(new SkipStatusCodePagesAttribute());

    private static async Task<IResult> PreviewAsync(
        string spaceKey,
        string slug,
        HttpContext http,
        PreviewEntry entry,
        PageRenderer renderer
    )
    {
        // Other sites can't send a header of their own, so that this one stands for an anti-forgery token.
        if (http.Request.Headers.XRequestedWith != "collabwiki")
        {
            return Results.BadRequest();
        }
        if (await entry.FindAsync(http, spaceKey, slug) is not { } page)
        {
            return Results.NotFound();
        }
        if (http.Request.ContentType?.StartsWith("text/markdown", StringComparison.Ordinal) != true)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        if (await PreviewBody.ReadAsync(http.Request) is not { } bytes)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
        if (!PageText.TryDecode(bytes.Span, out var text, out _))
        {
            return Results.BadRequest();
        }
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            renderer.Render(page.Space, page.Path, text).Html,
            "text/html; charset=utf-8"
        );
    }
}

/// <summary>The page that somebody may edit.</summary>
internal sealed class PreviewEntry(Gate gate, AccountGuard guard, SpaceTrees trees)
{
    /// <summary>Null when there is no such page, or whoever asks may not edit it.</summary>
    public async Task<Page?> FindAsync(HttpContext http, string spaceKey, string slug)
    {
        var ct = http.RequestAborted;
        var viewer = await guard.CurrentAsync(http.User.ToViewer(), ct);
        return
            await gate.EnterAsync(viewer, spaceKey, Verb.Edit, ct) is Entry.Open open
            && Slug.TryParse(slug, out var name)
            ? (await trees.GetAsync(open.Space.Key, ct)).Find(name)
            : null;
    }
}
