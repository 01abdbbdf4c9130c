using System.Runtime.InteropServices;
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

    /// <summary>Ranges of changes that have to be judged together.</summary>
    private static List<(int From, int To)> Clusters(string text, List<SideChange> changes)
    {
        var clusters = new List<(int From, int To)>();
        var ours = new Reach(Side.Ours);
        var theirs = new Reach(Side.Theirs);
        var end = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            var gap = change.From > end ? Separation.Strength(text, end, change.From) : 0;
            ours.Pass(gap);
            theirs.Pass(gap);
            var first = Math.Min(i, Math.Min(ours.First(change), theirs.First(change)));
            while (clusters.Count > 0 && clusters[^1].To > first)
            {
                first = Math.Min(first, clusters[^1].From);
                clusters.RemoveAt(clusters.Count - 1);
            }
            clusters.Add((first, i + 1));
            ours.Note(i, change);
            theirs.Note(i, change);
            end = Math.Max(end, change.To);
        }
        return clusters;
    }

    /// <summary>The last change of one side, and how much untouched text stands between it and here.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Reach(Side side)
    {
        private int last = -1;
        private int end;
        private int strength;

        public void Pass(int gap) => strength += gap;

        /// <summary>The change that this one is too close to, if it is one of the other side.</summary>
        public readonly int First(SideChange change)
        {
            var other = last >= 0 && change.Side != Side.Both && change.Side != side;
            var close = change.From <= end || !Separation.Suffices(strength);
            return other && close ? last : int.MaxValue;
        }

        public void Note(int index, SideChange change)
        {
            if (change.Side == side)
            {
                (last, end, strength) = (index, change.To, 0);
            }
        }
    }
}
