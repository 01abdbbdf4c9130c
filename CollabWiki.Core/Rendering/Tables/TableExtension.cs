using Markdig;
using Markdig.Renderers;

namespace CollabWiki.Core.Rendering.Tables;

/// <summary>Draws tables with classes instead of inline styles, inside a box that scrolls. Stands after Markdig's table extension.</summary>
internal sealed class TableExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) { }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) =>
        renderer.ObjectRenderers.Insert(0, new TableRenderer());
}
