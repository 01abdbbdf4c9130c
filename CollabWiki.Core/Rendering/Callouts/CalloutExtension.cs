using Markdig;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.CustomContainers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace CollabWiki.Core.Rendering.Callouts;

/// <summary>
/// GitHub's alerts (<c>> [!NOTE]</c>) and containers (<c>:::note Title</c>), drawn alike.
/// Markdig's inline containers are left out: they would swallow the colons of <c>std::vector::size</c>.
/// </summary>
internal sealed class CalloutExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new AlertInlineParser());
        pipeline.BlockParsers.Insert(0, new CustomContainerParser());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        renderer.ObjectRenderers.Insert(0, new AlertRenderer());
        renderer.ObjectRenderers.Insert(0, new ContainerRenderer());
    }
}
