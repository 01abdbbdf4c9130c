using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace CollabWiki.Core.Rendering.Links;

/// <summary>Links by title. They become ordinary links, so that they need no renderer.</summary>
internal sealed class WikiLinkExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) =>
        pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new WikiLinkParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) { }
}
