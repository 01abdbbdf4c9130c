using CollabWiki.Core.Rendering.Callouts;
using CollabWiki.Core.Rendering.Guarding;
using CollabWiki.Core.Rendering.Highlighting;
using CollabWiki.Core.Rendering.Links;
using CollabWiki.Core.Rendering.Tables;
using CollabWiki.Core.Spaces;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Renderers;

namespace CollabWiki.Core.Rendering;

/// <summary>The Markdown of the wiki: CommonMark, GitHub's additions, footnotes, callouts and wiki links. Built once, then frozen.</summary>
internal sealed class WikiPipeline
{
    private readonly CodeHighlighter highlighter = new();
    private readonly MarkdownPipeline full;
    private readonly MarkdownPipeline withoutHtml;

    public WikiPipeline()
    {
        full = Builder().Build();
        withoutHtml = Builder().DisableHtml().Build();
    }

    /// <summary>The HTML of a text, with whatever HTML stood in it: to be sanitised.</summary>
    /// <exception cref="ArgumentException">The text nests deeper than Markdig goes.</exception>
    /// <exception cref="TooCostlyException">It takes too long, or its HTML grows too large.</exception>
    public string ToHtml(SpaceKey space, string text)
    {
        if (Definitions.AreTooMany(text))
        {
            throw new TooCostlyException("Too many link definitions stand together.");
        }
        var html = ToHtml(full, space, text);
        return OpenTags.AreTooMany(html) ? ToHtml(withoutHtml, space, text) : html;
    }

    private MarkdownPipelineBuilder Builder() =>
        new MarkdownPipelineBuilder()
            .UseYamlFrontMatter()
            .UsePipeTables(new PipeTableOptions { UseHeaderForColumnCount = true })
            .UseTaskLists()
            .UseFootnotes()
            .UseAutoLinks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .Use<CalloutExtension>()
            .Use<WikiLinkExtension>()
            .Use<TableExtension>()
            .Use(new CodeExtension(highlighter))
            .Use<DeadlineExtension>();

    private static string ToHtml(MarkdownPipeline pipeline, SpaceKey space, string text)
    {
        var context = new MarkdownParserContext();
        context.Properties[typeof(SpaceKey)] = space;
        context.Properties[typeof(Deadline)] = new Deadline();
        var document = Markdown.Parse(text, pipeline, context);
        var html = new BoundedWriter();
        var renderer = new HtmlRenderer(html);
        pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }
}
