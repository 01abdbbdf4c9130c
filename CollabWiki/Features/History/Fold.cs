namespace CollabWiki.Features.History;

/// <summary>A stretch of a comparison: shown, or folded away because nothing in it changed.</summary>
internal sealed record Fold<T>(IReadOnlyList<T> Items, bool IsFolded)
{
    /// <summary>Folding away fewer hides more than it saves.</summary>
    private const int Least = 3;

    /// <summary>Folds what is further than <paramref name="around"/> items from any change. Without a change nothing is folded.</summary>
    public static IReadOnlyList<Fold<T>> Of(
        IReadOnlyList<T> items,
        Func<T, bool> isChanged,
        int around
    )
    {
        var shown = new bool[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            if (isChanged(items[i]))
            {
                var from = Math.Max(0, i - around);
                shown.AsSpan(from..Math.Min(items.Count, i + around + 1)).Fill(true);
            }
        }
        if (!shown.Contains(true))
        {
            return [new Fold<T>(items, IsFolded: false)];
        }
        var folds = new List<Fold<T>>();
        for (var from = 0; from < items.Count; )
        {
            var to = from;
            while (to < items.Count && shown[to] == shown[from])
            {
                to++;
            }
            var part = items.Skip(from).Take(to - from).ToList();
            folds.Add(new Fold<T>(part, !shown[from] && part.Count >= Least));
            from = to;
        }
        return folds;
    }
}
