using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;

namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>Looks at the clock at each line and at each character that may begin an inline, since Markdig can't be cancelled.</summary>
internal sealed class DeadlineExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new AtLine());
        pipeline.InlineParsers.Insert(0, new AtInline());
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) { }

    private sealed class AtLine : BlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor)
        {
            ((Deadline)processor.Context!.Properties[typeof(Deadline)]).Check();
            return BlockState.None;
        }
    }

    private sealed class AtInline : InlineParser
    {
        public AtInline() => OpeningCharacters = ['[', ']', '!', '*', '_', '`', '<', '&', '~', '|'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            ((Deadline)processor.Context!.Properties[typeof(Deadline)]).Check();
            return false;
        }
    }
}
