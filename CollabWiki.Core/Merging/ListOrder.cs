using System.Globalization;

namespace CollabWiki.Core.Merging;

/// <summary>In which order the items of two sides stand.</summary>
internal static class ListOrder
{
    private const int Neighbours = 3;
    private const int LongestLook = 4_000;

    // Fewer may be in order by chance.
    private const int Enough = 4;

    private static readonly StringComparer Natural = StringComparer.Create(
        CultureInfo.InvariantCulture,
        CompareOptions.NumericOrdering | CompareOptions.IgnoreCase
    );

    /// <summary>Sorted if the list is, on both sides, else those of ours first.</summary>
    public static IEnumerable<ListItem> Of(
        string before,
        int from,
        int to,
        List<ListItem> mine,
        List<ListItem> others
    ) =>
        IsSorted(before, from, to, mine, others)
            ? mine.Concat(others)
                .OrderBy(item => item.Key, Natural)
                .ThenBy(item => item.Text, StringComparer.Ordinal)
            : mine.Concat(others);

    /// <summary>Whether the list is sorted on both sides, and long enough for that to be meant.</summary>
    public static bool IsSorted(
        string before,
        int from,
        int to,
        List<ListItem> mine,
        List<ListItem> others
    )
    {
        var head = Keys(before[Math.Max(0, from - LongestLook)..from].TrimEnd(), last: true);
        var tail = Keys(
            before[to..Math.Min(before.Length, to + LongestLook)].TrimStart(),
            last: false
        );
        var around = head.Count + tail.Count;
        return around + Math.Max(mine.Count, others.Count) >= Enough
            && IsSorted([.. head, .. mine.Select(item => item.Key), .. tail])
            && IsSorted([.. head, .. others.Select(item => item.Key), .. tail]);
    }

    private static bool IsSorted(List<string> keys)
    {
        for (var i = 1; i < keys.Count; i++)
        {
            if (Natural.Compare(keys[i - 1], keys[i]) > 0)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The items next to a place.</summary>
    private static List<string> Keys(string text, bool last)
    {
        var lines = text.Split('\n');
        var near = last ? lines.Reverse() : lines;
        var keys = near.TakeWhile(line => ListItem.KindOf(line.TrimEnd()) != LineKind.Text)
            .Take(Neighbours)
            .Select(line => new ListItem(LineKind.Item, line).Key)
            .ToList();
        if (last)
        {
            keys.Reverse();
        }
        return keys;
    }
}
