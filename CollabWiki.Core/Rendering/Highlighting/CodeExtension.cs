using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>Colours code blocks that name their language.</summary>
internal sealed class CodeExtension(CodeHighlighter highlighter) : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) { }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) =>
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(
            new CodeRenderer(highlighter, new HighlightBudget())
        );
}
