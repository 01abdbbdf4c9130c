using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>Writes the code blocks of one page.</summary>
internal sealed class CodeRenderer(CodeHighlighter highlighter, HighlightBudget budget)
    : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock block)
    {
        renderer.EnsureLine();
        var info = (block as FencedCodeBlock)?.Info;
        if (CodeLanguages.Find(info) is not { } language)
        {
            renderer.Write("<pre><code>");
            renderer.WriteLeafRawLines(block, true, true);
            renderer.WriteLine("</code></pre>");
            return;
        }
        renderer.Write($"<pre><code class=\"language-{language}\">");
        highlighter.Write(renderer, block.Lines.ToString(), language, budget);
        renderer.WriteLine("</code></pre>");
    }
}
