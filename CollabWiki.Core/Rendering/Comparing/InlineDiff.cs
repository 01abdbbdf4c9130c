using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>Marks the words that changed between two runs of text; <paramref name="nextChange"/> gives each change its number.</summary>
internal sealed class InlineDiff(Func<int> nextChange)
{
    public string Mark(IReadOnlyList<INode> before, IReadOnlyList<INode> after)
    {
        // Pictures and line breaks stand as one character each, the same for the same.
        var atoms = new Dictionary<string, char>(StringComparer.Ordinal);
        var (a, b) = (InlineText.Of(before, atoms), InlineText.Of(after, atoms));
        var html = new StringBuilder();
        var at = 0;
        foreach (var change in TextDiff.Between(a.Text, b.Text).Changes)
        {
            b.Write(html, at, change.FromB, mark: "");
            var number = nextChange().ToString(CultureInfo.InvariantCulture);
            a.Write(html, change.FromA, change.ToA, $"del data-change=\"{number}\"");
            b.Write(html, change.FromB, change.ToB, $"ins data-change=\"{number}\"");
            at = change.ToB;
        }
        b.Write(html, at, b.Text.Length, mark: "");
        return html.ToString();
    }

    /// <summary>Inline HTML as plain text that knows which elements each stretch of it stands in.</summary>
    private sealed class InlineText
    {
        private const char FirstAtom = '\ue000';
        private const int MostAtoms = 6_000;

        private readonly StringBuilder text = new();
        private readonly List<Stretch> stretches = [];

        public string Text { get; private set; } = "";

        public static InlineText Of(IReadOnlyList<INode> nodes, Dictionary<string, char> atoms)
        {
            var inline = new InlineText();
            foreach (var node in nodes)
            {
                inline.Add(node, [], atoms);
            }
            inline.Text = inline.text.ToString();
            return inline;
        }

        /// <summary>Writes a part, each stretch inside its elements, and inside the mark if there is one.</summary>
        public void Write(StringBuilder html, int from, int to, string mark)
        {
            for (var i = FirstAfter(from); i < stretches.Count && stretches[i].From < to; i++)
            {
                var stretch = stretches[i];
                var (start, end) = (Math.Max(from, stretch.From), Math.Min(to, stretch.To));
                if (start >= end)
                {
                    continue;
                }
                html.AppendJoin("", stretch.Around.Select(Tags.Open));
                var inner = stretch.Atom ?? WebUtility.HtmlEncode(Text[start..end]);
                html.Append(
                    mark.Length == 0
                        ? inner
                        : $"<{mark}>{inner}</{mark[..mark.IndexOf(' ', StringComparison.Ordinal)]}>"
                );
                html.AppendJoin("", stretch.Around.Reverse().Select(Tags.Close));
            }
        }

        /// <summary>The first stretch that ends behind a place.</summary>
        private int FirstAfter(int place)
        {
            var (low, high) = (0, stretches.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = stretches[middle].To > place ? (low, middle) : (middle + 1, high);
            }
            return low;
        }

        private void Add(INode node, IElement[] around, Dictionary<string, char> atoms)
        {
            if (node is IText words)
            {
                Append(words.Data, around, atom: null);
            }
            else if (node is IElement element && element.HasChildNodes)
            {
                foreach (var child in element.ChildNodes)
                {
                    Add(child, [.. around, element], atoms);
                }
            }
            else if (node is IElement single)
            {
                var html = single.OuterHtml;
                if (!atoms.TryGetValue(html, out var sign))
                {
                    atoms[html] = sign = (char)(FirstAtom + (atoms.Count % MostAtoms));
                }
                Append(sign.ToString(), around, html);
            }
        }

        private void Append(string added, IElement[] around, string? atom)
        {
            stretches.Add(new Stretch(text.Length, text.Length + added.Length, around, atom));
            text.Append(added);
        }

        private sealed record Stretch(
            int From,
            int To,
            IReadOnlyList<IElement> Around,
            string? Atom
        );
    }
}
