using CollabWiki.Components.Layout;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Files;
using CollabWiki.Core.Rendering.Links;
using Microsoft.Net.Http.Headers;

namespace CollabWiki.Features.Files;

/// <summary>What links in texts lead to: pages by title, pages and files by path. The addresses are those of <see cref="PageLinks"/>.</summary>
internal static class FileEndpoints
{
    /// <summary>A file is never a page of the wiki: no script, no form, an origin of its own.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/wiki/{spaceKey}/-/go", GoAsync);
        app.MapMethods("/wiki/{spaceKey}/-/file/{**path}", ["GET", "HEAD"], FileAsync);
    }

    /// <summary>To the page of a title, else to the form that makes it.</summary>
    private static async Task<IResult> GoAsync(
        string spaceKey,
        string? title,
        HttpContext http,
        Entrance entrance
    )
    {
        if (await EnterAsync(entrance, http, spaceKey) is not { } visit)
        {
            return Results.Empty;
        }
        title = title?.Trim() ?? "";
        http.Response.Headers.CacheControl = "private, no-cache";
        return title.Length == 0 ? Results.NotFound()
            : visit.Tree.FindByTitle(title) is { } page ? Results.Redirect(Href.To(page))
            : Results.Redirect(Href.ToNew(visit.Space, title: title));
    }

    /// <summary>The page that was imported from this path, else the file at it.</summary>
    private static async Task<IResult> FileAsync(
        string spaceKey,
        string? path,
        HttpContext http,
        Entrance entrance,
        IFileStore files
    )
    {
        if (await EnterAsync(entrance, http, spaceKey) is not { } visit)
        {
            return Results.Empty;
        }
        if (!RelativePath.TryResolve("", path ?? "", out var wanted))
        {
            return Results.NotFound();
        }
        if (LinkedPage.Find(visit.Tree, wanted) is { } page)
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            return Results.Redirect(Href.To(page));
        }
        return await files.FindAsync(visit.Space.Key, wanted, http.RequestAborted) is { } file
            ? await SendAsync(http, files, file)
            : Results.NotFound();
    }

    private static async Task<Visit?> EnterAsync(
        Entrance entrance,
        HttpContext http,
        string spaceKey
    ) =>
        await entrance.EnterAsync(http, spaceKey, slug: null, Verb.Read) is Arrival.Inside inside
            ? inside.Visit
            : null;

    private static async Task<IResult> SendAsync(HttpContext http, IFileStore files, WikiFile file)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        // Shared caches must not keep what only some may read; browsers ask each time whether it is still the same.
        headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{file.Hash}\"");
        if (IsKnown(http.Request, tag))
        {
            headers.ETag = tag.ToString();
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        return Results.Bytes(
            await files.GetContentAsync(file, http.RequestAborted),
            FileTypes.IsShown(file.ContentType) ? file.ContentType : FileTypes.Unshown,
            FileTypes.IsShown(file.ContentType) ? null : name,
            enableRangeProcessing: true,
            file.At,
            tag
        );
    }

    // Asked before the content is read, which may be 20 MiB.
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request
            .GetTypedHeaders()
            .IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
}
