using System.Security.Cryptography;
using System.Text;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;

namespace CollabWiki.Features.Reading;

/// <summary>
/// Whole pages for people who aren't signed in, who all get the same bytes. A page is kept by everything that it shows (space, tree,
/// version, author's name, the note that it can only be read), which is asked of the store each time, so what is kept never has to be thrown away to stay true.
/// </summary>
internal sealed class ReaderCache(
    ISpaceStore spaces,
    SpaceTrees trees,
    IPageStore pages,
    People people,
    WikiMode mode
) : IMiddleware, IDisposable
{
    private const long Capacity = 64L * 1024 * 1024;

    /// <summary>How old "just now" may get for a browser that doesn't count on by itself.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The program that made the page: after an upgrade nobody is told that the old one is still good.</summary>
    private static readonly string Build = typeof(ReaderCache).Module.ModuleVersionId.ToString("N")[
        ..8
    ];

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = Capacity });

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (await FindTagAsync(context) is not { } tag)
        {
            await next(context);
            return;
        }
        var headers = context.Response.Headers;
        headers.ETag = tag;
        // May be kept, must be asked about each time; never for whoever has signed in since.
        headers.CacheControl = "no-cache";
        headers.Vary = "Cookie";
        // Only the tag counts: a proxy that compresses makes it a weak one, and a client may name several.
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var key = context.Request.Path.Value + tag;
        if (cache.TryGetValue(key, out byte[]? kept))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = kept!.Length;
            await context.Response.Body.WriteAsync(kept, context.RequestAborted);
            return;
        }
        await MakeAsync(context, next, key);
    }

    public void Dispose() => cache.Dispose();

    /// <summary>What the page shows now, as an ETag; null for whatever isn't a page that anyone may read.</summary>
    private async Task<string?> FindTagAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || request.QueryString.HasValue
            || context.User.ToViewer().IsSignedIn
            || request.Path.Value?.Split('/') is not ["", "wiki", var spaceKey, var name]
            || !SpaceKey.TryParse(spaceKey, out var key)
            || key.Value != spaceKey
            || !Slug.TryParse(name, out var slug)
        )
        {
            return null;
        }
        var ct = context.RequestAborted;
        if (
            await spaces.FindAsync(key, ct) is not { } space
            || !AccessRules.May(Viewer.Anonymous, Verb.Read, space)
        )
        {
            return null;
        }
        var tree = await trees.GetAsync(key, ct);
        if (
            tree.Find(slug) is not { } page
            || page.Slug != slug
            || await pages.FindHeadAsync(page.Id, ct) is not { } head
        )
        {
            return null;
        }
        var author = await people.GetAsync(head.Authors[0], ct);
        var note = await mode.WhyReadOnlyAsync(ct);
        return $"\"{Build}-{space.Revision}-{tree.Revision}-{head.Number}-{Short(author.Name + '\n' + note)}\"";
    }

    // Names and notes can have characters that a tag can't.
    private static string Short(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(..4));

    private async Task MakeAsync(HttpContext context, RequestDelegate next, string key)
    {
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
        var bytes = buffer.ToArray();
        var response = context.Response;
        if (
            response.StatusCode == StatusCodes.Status200OK
            && !response.Headers.ContainsKey(HeaderNames.SetCookie)
        )
        {
            cache.Set(
                key,
                bytes,
                new MemoryCacheEntryOptions
                {
                    Size = bytes.Length,
                    AbsoluteExpirationRelativeToNow = Lifetime,
                }
            );
        }
        else
        {
            response.Headers.Remove(HeaderNames.ETag);
        }
        await body.WriteAsync(bytes, context.RequestAborted);
    }
}
