using CollabWiki.Core.Spaces;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace CollabWiki.Core.Rendering.Links;

/// <summary>Reads <c>[[Title]]</c>, <c>[[Title|label]]</c>, <c>[[Title#Heading]]</c> and <c>[[#Heading]]</c>.</summary>
internal sealed class WikiLinkParser : InlineParser
{
    // Titles have 200 characters at most; the label and the heading get as much again.
    private const int MaxLength = 600;

    public WikiLinkParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '[' || FindInside(slice) is not { } inside)
        {
            return false;
        }
        var (target, label) = Split(inside, '|');
        var (title, heading) = Split(target, '#');
        if (title.Length == 0 && heading.Length == 0)
        {
            return false;
        }
        var fragment = heading.Length == 0 ? "" : $"#{HeadingId.From(heading)}";
        var url = title.Length == 0 ? fragment : PageLinks.Go(Space(processor), title) + fragment;
        var start = slice.Start;
        var link = new LinkInline(url, "")
        {
            IsClosed = true,
            Span =
            {
                Start = processor.GetSourcePosition(start, out var line, out var column),
                End = processor.GetSourcePosition(start + inside.Length + 3),
            },
            Line = line,
            Column = column,
        };
        link.GetAttributes().AddClass("wiki-link");
        link.AppendChild(
            new LiteralInline(
                label.Length > 0 ? label
                : title.Length > 0 ? target
                : heading
            )
        );
        processor.Inline = link;
        slice.Start += inside.Length + 4;
        return true;
    }

    /// <summary>What stands between the brackets; null when this is no wiki link (<c>[[1]](url)</c> is an ordinary link around "[1]").</summary>
    private static string? FindInside(StringSlice slice)
    {
        var span = slice.AsSpan()[2..];
        span = span[..Math.Min(span.Length, MaxLength)];
        var end = span.IndexOfAny("[]\r\n");
        if (
            end <= 0
            || !span[end..].StartsWith("]]")
            || (span.Length > end + 2 && span[end + 2] is '(' or '[' or ':')
        )
        {
            return null;
        }
        return span[..end].ToString();
    }

    private static (string Before, string After) Split(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i
            ? (text[..i].Trim(), text[(i + 1)..].Trim())
            : (text.Trim(), "");

    private static SpaceKey Space(InlineProcessor processor) =>
        (SpaceKey)processor.Context!.Properties[typeof(SpaceKey)];
}
