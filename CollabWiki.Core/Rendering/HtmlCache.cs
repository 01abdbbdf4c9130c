using System.Collections.Concurrent;
using CollabWiki.Core.Pages;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace CollabWiki.Core.Rendering;

/// <summary>Stand-in until the renderer lands.</summary>
public sealed class HtmlCache(IPageStore pages)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAdvancedExtensions()
        .DisableHtml()
        .Build();

    private readonly ConcurrentDictionary<(PageId, Version), RenderedPage> known = new();

    public async Task<RenderedPage> GetAsync(Page page, Version version, CancellationToken ct)
    {
        if (known.TryGetValue((page.Id, version), out var rendered))
        {
            return rendered;
        }
        var text = await pages.GetTextAsync(page.Id, version, ct);
        var document = Markdown.Parse(text, Pipeline);
        var headings = document
            .Descendants<HeadingBlock>()
            .Select(h => new Heading(
                h.Level,
                h.GetAttributes().Id ?? "",
                string.Concat(
                    h.Inline!.Descendants<Markdig.Syntax.Inlines.LiteralInline>()
                        .Select(l => l.Content.ToString())
                )
            ))
            .ToList();
        return known[(page.Id, version)] = new RenderedPage(
            document.ToHtml(Pipeline),
            headings,
            text.Split().Length
        );
    }
}
