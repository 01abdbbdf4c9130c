using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>
/// Marks in rendered HTML what changed, to the word: blocks are compared as a sequence, blocks that took each other's place are compared
/// inside, down to the words of a paragraph. Whatever comes in, all of the new text comes out, and all of the old that is gone.
/// </summary>
public sealed class RenderedDiff
{
    private readonly InlineDiff inline;
    private int changes;

    private RenderedDiff() => inline = new InlineDiff(() => changes++);

    /// <summary>Compares two sanitised texts.</summary>
    public static ComparedPage Between(string before, string after)
    {
        var diff = new RenderedDiff();
        var (a, b) = (Unit.Of(Parse(before)), Unit.Of(Parse(after)));
        var blocks = new List<ComparedBlock>();
        foreach (var part in diff.Compare(a, b))
        {
            blocks.Add(part);
        }
        return new ComparedPage(blocks, diff.changes);
    }

    private static INodeList Parse(string html) =>
        new HtmlParser().ParseDocument($"<body>{html}").Body!.ChildNodes;

    private IEnumerable<ComparedBlock> Compare(IReadOnlyList<Unit> a, IReadOnlyList<Unit> b)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = 0;
        foreach (var hunk in SequenceDiff.Compare(Number(a, ids), Number(b, ids)))
        {
            for (; at < hunk.FromB; at++)
            {
                yield return new ComparedBlock(b[at].Html, IsChanged: false);
            }
            at = hunk.ToB;
            var gone = a.Skip(hunk.FromA).Take(hunk.ToA - hunk.FromA).ToList();
            var come = b.Skip(hunk.FromB).Take(hunk.ToB - hunk.FromB).ToList();
            foreach (var (old, now) in UnitPairs.Of(gone, come))
            {
                yield return new ComparedBlock(Marked(old, now), IsChanged: true);
            }
        }
        for (; at < b.Count; at++)
        {
            yield return new ComparedBlock(b[at].Html, IsChanged: false);
        }
    }

    private static int[] Number(IReadOnlyList<Unit> units, Dictionary<string, int> ids)
    {
        var numbers = new int[units.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!ids.TryGetValue(units[i].Html, out numbers[i]))
            {
                ids[units[i].Html] = numbers[i] = ids.Count;
            }
        }
        return numbers;
    }

    private string Marked(Unit? old, Unit? now) =>
        (old, now) switch
        {
            (null, { } added) => Whole(added, "is-added", "ins"),
            ({ } removed, null) => Whole(removed, "is-removed", "del"),
            ({ } before, { } after) => Inside(before, after),
            _ => "",
        };

    private string Inside(Unit before, Unit after)
    {
        if (before.Text == after.Text && !after.HasBlocks)
        {
            return Whole(after, "is-restyled", "span");
        }
        if (after.Element is not { } element)
        {
            return inline.Mark(before.Nodes, after.Nodes);
        }
        var inner =
            IsSameRow(before, after) ? Cells(before, after)
            : before.HasBlocks || after.HasBlocks
                ? string.Concat(
                    Compare(Unit.Of(before.Nodes), Unit.Of(after.Nodes)).Select(block => block.Html)
                )
            : inline.Mark(before.Nodes, after.Nodes);
        return Tags.Open(element) + inner + Tags.Close(element);
    }

    /// <summary>Rows of one table keep their columns: their cells are compared one by one.</summary>
    private static bool IsSameRow(Unit before, Unit after) =>
        after.Element?.LocalName == "tr"
        && Unit.Of(before.Nodes).Count == Unit.Of(after.Nodes).Count;

    private string Cells(Unit before, Unit after) =>
        string.Concat(
            Unit.Of(before.Nodes)
                .Zip(
                    Unit.Of(after.Nodes),
                    (old, now) => old.Html == now.Html ? now.Html : Inside(old, now)
                )
        );

    /// <summary>A block that is marked as one: added, removed or in new clothes.</summary>
    private string Whole(Unit unit, string mark, string tag)
    {
        var number = changes++;
        if (unit.Element is not { } element)
        {
            return $"<{tag} class=\"{mark}\" data-change=\"{number}\">{unit.Html}</{tag}>";
        }
        var marked = (IElement)element.Clone();
        marked.ClassList.Add(mark);
        marked.SetAttribute(
            "data-change",
            number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        if (mark == "is-removed")
        {
            // An id stands for what is there now.
            foreach (var named in marked.QuerySelectorAll("[id]").Append(marked))
            {
                named.RemoveAttribute("id");
            }
        }
        return marked.ToHtml();
    }
}
