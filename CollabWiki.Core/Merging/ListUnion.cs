namespace CollabWiki.Core.Merging;

/// <summary>Takes the list items, table rows or link definitions that both sides added at one place: in the order of a list that is sorted, else ours first.</summary>
internal static class ListUnion
{
    // Each item of one side is compared with each of the other.
    private const int MostPairs = 10_000;

    /// <summary>The items of both sides; null where one added something else, or both nearly the same.</summary>
    public static string? Of(
        string before,
        int from,
        int to,
        string ours,
        string theirs,
        MergeOptions options
    )
    {
        if (ListItem.AllOf(ours) is not { } mine || ListItem.AllOf(theirs) is not { } others)
        {
            return null;
        }
        if (
            mine[0].Kind != others[0].Kind
            || (long)mine.Count * others.Count > MostPairs
            || mine.Exists(item => others.Exists(other => item.IsAlike(other)))
        )
        {
            return null;
        }
        var isSorted = ListOrder.IsSorted(before, from, to, mine, others);
        if (!isSorted && !options.UnitesListItems)
        {
            return null;
        }
        var lead = Roomier(LeadOf(ours), LeadOf(theirs));
        var trail = Trail(before, from, to, TrailOf(ours), TrailOf(theirs));
        var lineEnd = (lead + trail).Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n";
        var items = ListOrder.Of(before, from, to, mine, others);
        return lead
            + string.Join(lineEnd, items.Select(item => item.Text.ReplaceLineEndings(lineEnd)))
            + trail;
    }

    private static string LeadOf(string side) => side[..^side.TrimStart('\r', '\n').Length];

    private static string TrailOf(string side) => side[side.TrimEnd().Length..];

    /// <summary>The white space behind the items: that of the side which changed it; if both did, the one with more lines.</summary>
    private static string Trail(string before, int from, int to, string mine, string other)
    {
        var startsLine = from == 0 || before[from - 1] == '\n';
        var breaks = to == from ? -1 : Breaks(before[from..to]) + (startsLine ? 1 : 0);
        return Breaks(mine) == Breaks(other) ? Roomier(mine, other)
            : Breaks(mine) == breaks ? other
            : Breaks(other) == breaks ? mine
            : Roomier(mine, other);
    }

    /// <summary>The white space with more lines, then the longer: the same whichever side has it.</summary>
    private static string Roomier(string space, string other)
    {
        var order = Breaks(space) - Breaks(other);
        order = order != 0 ? order : space.Length - other.Length;
        order = order != 0 ? order : string.CompareOrdinal(space, other);
        return order > 0 ? space : other;
    }

    private static int Breaks(string space) => space.AsSpan().Count('\n');
}
