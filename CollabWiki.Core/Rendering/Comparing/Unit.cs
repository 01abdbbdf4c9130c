using AngleSharp;
using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>What is compared as one: a block, or a run of text and inline elements between blocks.</summary>
internal sealed class Unit
{
    private HashSet<string>? words;

    private Unit(IElement? element, IReadOnlyList<INode> nodes)
    {
        Element = element;
        Nodes = nodes;
        Html = element?.ToHtml() ?? string.Concat(nodes.Select(node => node.ToHtml()));
        Text = TextOf(nodes);
        HasBlocks = nodes.Any(Tags.IsBlock);
    }

    /// <summary>The block; null for a run.</summary>
    public IElement? Element { get; }

    /// <summary>What is in the block, or the run itself.</summary>
    public IReadOnlyList<INode> Nodes { get; }

    public string Html { get; }

    public string Text { get; }

    public bool HasBlocks { get; }

    /// <summary>The different words; each sign of a script without spaces is one.</summary>
    public HashSet<string> Words => words ??= Cut(Text);

    /// <summary>The units of a container; white space between blocks is none.</summary>
    public static IReadOnlyList<Unit> Of(IEnumerable<INode> nodes)
    {
        var units = new List<Unit>();
        var run = new List<INode>();
        foreach (var node in nodes)
        {
            if (!Tags.IsBlock(node))
            {
                run.Add(node);
                continue;
            }
            AddRun(units, run);
            run = [];
            units.Add(new Unit((IElement)node, [.. node.ChildNodes]));
        }
        AddRun(units, run);
        return units;
    }

    /// <summary>The text, with a space where a block begins or ends: two cells are no single word.</summary>
    private static string TextOf(IEnumerable<INode> nodes) =>
        string.Concat(
            nodes.Select(node =>
                node.HasChildNodes && node is IElement
                    ? Tags.IsBlock(node)
                        ? $" {TextOf(node.ChildNodes)} "
                        : TextOf(node.ChildNodes)
                    : node.TextContent
            )
        );

    private static HashSet<string> Cut(string text)
    {
        var tokens = new Editing.Tokenizer().Words(text, 0, text.Length);
        return
        [
            .. Enumerable
                .Range(0, tokens.Count)
                .Select(i => tokens[i].ToString())
                .Where(word => char.IsLetterOrDigit(word[0])),
        ];
    }

    private static void AddRun(List<Unit> units, List<INode> run)
    {
        if (run.Any(node => node is IElement || !string.IsNullOrWhiteSpace(node.TextContent)))
        {
            units.Add(new Unit(element: null, run));
        }
    }
}
