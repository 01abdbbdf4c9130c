namespace CollabWiki.Core.Merging;

/// <summary>A list item with the lines that go on with it, a table row, or a link definition.</summary>
internal sealed record ListItem(LineKind Kind, string Text)
{
    private readonly HashSet<string> words = WordsOf(Text, TokenKind.Word, TokenKind.Number);
    private readonly HashSet<string> addresses = WordsOf(Text, TokenKind.Address);

    /// <summary>What the item is sorted by.</summary>
    public string Key { get; } = string.Concat(Text.Where(char.IsLetterOrDigit));

    /// <summary>The items of a text, all of one kind; null if there is anything else.</summary>
    public static List<ListItem>? AllOf(string text)
    {
        var (first, items) = (LineKind.Text, new List<List<string>>());
        foreach (var line in text.Trim('\r', '\n').Split('\n').Select(line => line.TrimEnd()))
        {
            var kind = KindOf(line);
            if (kind != LineKind.Text && (items.Count == 0 || first == kind))
            {
                first = kind;
                items.Add([line]);
            }
            else if (items.Count > 0 && GoesOn(first, line))
            {
                items[^1].Add(line);
            }
            else
            {
                return null;
            }
        }
        return items.ConvertAll(lines => new ListItem(first, string.Join('\n', lines)));
    }

    /// <summary>What a line begins; text if it begins no item.</summary>
    public static LineKind KindOf(string line)
    {
        var text = line.AsSpan().Trim();
        return MarkdownLines.IsItem(text) ? LineKind.Item
            : text.StartsWith("|") && !MarkdownLines.IsTableRule(text) ? LineKind.TableRow
            : MarkdownLines.IsLinkDefinition(text) ? LineKind.Marked
            : LineKind.Text;
    }

    /// <summary>Whether two items are probably one thing said twice: one address, or more than half of all their words, is in both.</summary>
    public bool IsAlike(ListItem other)
    {
        var common = words.Count(other.words.Contains);
        return 2 * common > words.Count + other.words.Count - common
            || addresses.Overlaps(other.addresses);
    }

    private static bool GoesOn(LineKind kind, string line) =>
        kind == LineKind.Item && (line.Length == 0 || line[0] is ' ' or '\t');

    private static HashSet<string> WordsOf(string text, params ReadOnlySpan<TokenKind> kinds)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length; )
        {
            var length = ProseWord.LengthOf(text.AsSpan(at), out var kind);
            if (kinds.Contains(kind))
            {
                found.Add(text.Substring(at, length));
            }
            at += length;
        }
        return found;
    }
}
