namespace CollabWiki.Core.Merging;

/// <summary>Takes the list items that both sides added at one place: ours first, or in the order of a list that is sorted.</summary>
internal static class ListUnion
{
    private const int Neighbours = 3;
    private const int LongestLook = 4_000;

    /// <summary>The items of both sides; null where one added something else, or both nearly the same.</summary>
    public static string? Of(string before, int from, int to, string ours, string theirs)
    {
        if (ItemsOf(ours) is not { } mine || ItemsOf(theirs) is not { } others)
        {
            return null;
        }
        if (mine.Exists(item => others.Exists(other => AreAlike(item, other))))
        {
            return null;
        }
        var lead = ours[..^ours.TrimStart('\r', '\n').Length];
        var (trail, otherTrail) = (
            ours[ours.TrimEnd().Length..],
            theirs[theirs.TrimEnd().Length..]
        );
        // A blank line behind the items stays, whoever has it.
        trail = Breaks(otherTrail) > Breaks(trail) ? otherTrail : trail;
        var lineEnd = (lead + trail).Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n";
        var around = (Before: Before(before, from), After: After(before, to));
        var items =
            around.Before.Count + around.After.Count > 1
            && IsSorted([.. around.Before, .. mine, .. around.After])
            && IsSorted([.. around.Before, .. others, .. around.After])
                ? mine.Concat(others).OrderBy(KeyOf, StringComparer.OrdinalIgnoreCase)
                : mine.Concat(others);
        return lead
            + string.Join(lineEnd, items.Select(item => item.ReplaceLineEndings(lineEnd)))
            + trail;
    }

    private static int Breaks(string space) => space.AsSpan().Count('\n');

    /// <summary>The items with the lines that go on with them; null if there is anything else.</summary>
    private static List<string>? ItemsOf(string text)
    {
        var items = new List<string>();
        foreach (var line in text.Trim('\r', '\n').Split('\n').Select(line => line.TrimEnd()))
        {
            if (IsItem(line))
            {
                items.Add(line);
            }
            else if (items.Count > 0 && line.Length > 0 && line[0] is ' ' or '\t')
            {
                items[^1] += "\n" + line;
            }
            else
            {
                return null;
            }
        }
        return items;
    }

    private static bool IsItem(string line) => MarkdownLines.IsItem(line.AsSpan().Trim());

    /// <summary>More than half of all their words are in both.</summary>
    private static bool AreAlike(string item, string other)
    {
        var (a, b) = (WordsOf(item), WordsOf(other));
        var common = a.Count(b.Contains);
        return 2 * common > a.Count + b.Count - common;
    }

    private static HashSet<string> WordsOf(string item)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < item.Length; )
        {
            var length = ProseWord.LengthOf(item.AsSpan(at), out var kind);
            if (kind is TokenKind.Word or TokenKind.Number or TokenKind.Address)
            {
                words.Add(item.Substring(at, length));
            }
            at += length;
        }
        return words;
    }

    private static bool IsSorted(List<string> items)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (StringComparer.OrdinalIgnoreCase.Compare(KeyOf(items[i - 1]), KeyOf(items[i])) > 0)
            {
                return false;
            }
        }
        return true;
    }

    private static string KeyOf(string item) => string.Concat(item.Where(char.IsLetterOrDigit));

    private static List<string> Before(string text, int at)
    {
        var lines = text[Math.Max(0, at - LongestLook)..at].TrimEnd().Split('\n');
        return [.. lines.Reverse().TakeWhile(IsItem).Take(Neighbours).Reverse()];
    }

    private static List<string> After(string text, int at)
    {
        var lines = text[at..Math.Min(text.Length, at + LongestLook)].TrimStart().Split('\n');
        return [.. lines.TakeWhile(IsItem).Take(Neighbours)];
    }
}
