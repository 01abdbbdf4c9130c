using System.Collections.Concurrent;
using CollabWiki.Core.Pages;
using Microsoft.Extensions.Caching.Memory;

namespace CollabWiki.Core.Rendering;

/// <summary>Rendered versions, kept by (page, version): such HTML never becomes wrong, it only makes room for other.</summary>
public sealed class HtmlCache(IPageStore pages, PageRenderer renderer, long capacity) : IDisposable
{
    /// <summary>What the cache holds when nobody says otherwise: 64 MiB.</summary>
    public const long DefaultCapacity = 64L * 1024 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = capacity });
    private readonly ConcurrentDictionary<(PageId, Version), Lazy<Task<RenderedPage>>> rendering =
        new();

    /// <summary>The HTML of a version, rendered now if nobody has read it lately. Many who ask at once cost one rendering.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async Task<RenderedPage> GetAsync(Page page, Version version, CancellationToken ct)
    {
        var key = (page.Id, version);
        if (cache.TryGetValue(key, out RenderedPage? kept))
        {
            return kept!;
        }
        var one = rendering.GetOrAdd(
            key,
            _ => new Lazy<Task<RenderedPage>>(() => Task.Run(() => RenderAsync(page, version)))
        );
        return await one.Value.WaitAsync(ct);
    }

    public void Dispose() => cache.Dispose();

    // Whoever asked first may leave; the others still wait, so nobody's token stops it.
    private async Task<RenderedPage> RenderAsync(Page page, Version version)
    {
        try
        {
            var text = await pages.GetTextAsync(page.Id, version, CancellationToken.None);
            var html = renderer.Render(page.Space, page.Path, text);
            var size = (sizeof(char) * (long)html.Html.Length) + 1024;
            cache.Set((page.Id, version), html, new MemoryCacheEntryOptions { Size = size });
            return html;
        }
        finally
        {
            rendering.TryRemove((page.Id, version), out _);
        }
    }
}
