using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Merges two texts that come from one base: two diffs of words, laid over each other. What one side changed is taken, what
/// both changed alike is taken once, and changes of both sides that overlap, touch or stand too close (see
/// <see cref="Separation"/>) are a conflict. No edit is ever dropped.
/// </summary>
public static class ThreeWayMerge
{
    /// <summary>Merges any strings; swapping ours and theirs swaps them in the result and changes nothing else.</summary>
    public static MergeResult Merge(string baseText, string ours, string theirs)
    {
        var toOurs = TextDiff.Between(baseText, ours);
        var toTheirs = TextDiff.Between(baseText, theirs);
        var changes = Gather(toOurs, toTheirs);
        var regions = new RegionWriter(baseText, ours, theirs, toOurs, toTheirs);
        foreach (var (from, to) in Clusters(baseText, changes))
        {
            regions.Add(changes[from].From, changes[from..to].Max(change => change.To));
        }
        return new MergeResult(ParagraphReasons.Refine(regions.Finish()));
    }

    /// <summary>The changes of both sides in order; equal ones are one.</summary>
    private static List<SideChange> Gather(ChangeSet ours, ChangeSet theirs)
    {
        var all = new Dictionary<(int, int, string), SideChange>();
        foreach (var change in ours.Changes)
        {
            all[Key(change)] = new SideChange(change.FromA, change.ToA, Side.Ours);
        }
        foreach (var change in theirs.Changes)
        {
            var side = all.ContainsKey(Key(change)) ? Side.Both : Side.Theirs;
            all[Key(change)] = new SideChange(change.FromA, change.ToA, side);
        }
        return [.. all.Values.OrderBy(change => change.From).ThenBy(change => change.To)];

        static (int, int, string) Key(ChangedRange change) =>
            (change.FromA, change.ToA, change.Insert);
    }

    /// <summary>Ranges of changes that have to be judged together: each pair of the two sides that is too close.</summary>
    private static List<(int From, int To)> Clusters(string text, List<SideChange> changes)
    {
        var clusters = new List<(int From, int To)>();
        var (ours, theirs) = (new Reach(), new Reach());
        // The worth of all untouched text so far: a difference tells how far apart two changes are.
        var worth = 0;
        var end = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            worth += change.From > end ? Separation.Strength(text.AsSpan(end..change.From)) : 0;
            end = Math.Max(end, change.To);
            var first = change.Side switch
            {
                Side.Ours => theirs.FirstWithin(change.From, worth) ?? i,
                Side.Theirs => ours.FirstWithin(change.From, worth) ?? i,
                _ => i,
            };
            while (clusters.Count > 0 && clusters[^1].To > first)
            {
                first = Math.Min(first, clusters[^1].From);
                clusters.RemoveAt(clusters.Count - 1);
            }
            clusters.Add((first, i + 1));
            if (change.Side != Side.Both)
            {
                (change.Side == Side.Ours ? ours : theirs).Add(i, change.To, worth);
            }
        }
        return clusters;
    }

    /// <summary>The changes of one side that later ones of the other side may be too close to.</summary>
    private sealed class Reach
    {
        private readonly Queue<(int Index, int End, int Worth)> changes = new();

        public void Add(int index, int end, int worth) => changes.Enqueue((index, end, worth));

        /// <summary>The first change that is too close to one at <paramref name="from"/>; asked in order.</summary>
        public int? FirstWithin(int from, int worth)
        {
            while (changes.TryPeek(out var first))
            {
                if (from <= first.End || !Separation.Suffices(worth - first.Worth))
                {
                    return first.Index;
                }
                changes.Dequeue();
            }
            return null;
        }
    }
}
