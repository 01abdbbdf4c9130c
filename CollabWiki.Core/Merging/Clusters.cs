namespace CollabWiki.Core.Merging;

/// <summary>Lays the changes of both sides over each other and gathers those that can't be judged alone.</summary>
internal sealed class Clusters
{
    // Far more than may stand between two changes that are too close.
    private const int MostLooks = 32;

    private readonly Danger danger;
    private readonly ProseTokens ours;
    private readonly ProseTokens theirs;

    private readonly List<SideChange> all = [];

    // A change that both made alike stands in the list twice, ours first; then this is true for both.
    private readonly List<bool> shared = [];
    private readonly List<(int From, int To)> ranges = [];

    private Clusters(ProseTokens before, ProseTokens ours, ProseTokens theirs)
    {
        danger = new Danger(before, ours, theirs);
        (this.ours, this.theirs) = (ours, theirs);
    }

    /// <summary>The clusters in order.</summary>
    public static List<Cluster> Of(ProseTokens before, ProseTokens ours, ProseTokens theirs)
    {
        var clusters = new Clusters(before, ours, theirs);
        clusters.Gather(
            ProseDiff.Between(before, ours, Side.Ours),
            ProseDiff.Between(before, theirs, Side.Theirs)
        );
        clusters.Join();
        return clusters.ToClusters();
    }

    private void Gather(List<SideChange> mine, List<SideChange> others)
    {
        var (i, j) = (0, 0);
        while (i < mine.Count || j < others.Count)
        {
            var order =
                i == mine.Count ? 1
                : j == others.Count ? -1
                : (mine[i].From, mine[i].To).CompareTo((others[j].From, others[j].To));
            if (order == 0 && AreSame(mine[i], others[j]))
            {
                all.Add(mine[i++]);
                all.Add(others[j++]);
                shared.AddRange([true, true]);
            }
            else
            {
                all.Add(order <= 0 ? mine[i++] : others[j++]);
                shared.Add(false);
            }
        }
    }

    private bool AreSame(SideChange mine, SideChange other) =>
        ours.HasSame(mine.FromB, mine.ToB, theirs, other.FromB, other.ToB);

    private void Join()
    {
        var (lastOurs, lastTheirs) = (new List<int>(), new List<int>());
        for (var i = 0; i < all.Count; i++)
        {
            if (shared[i])
            {
                AddRange(i, i + 2);
                i++;
                continue;
            }
            var (mine, others) =
                all[i].Side == Side.Ours ? (lastOurs, lastTheirs) : (lastTheirs, lastOurs);
            AddRange(FirstNear(i, others), i + 1);
            mine.Add(i);
        }
    }

    private void AddRange(int first, int end)
    {
        while (ranges.Count > 0 && ranges[^1].To > first)
        {
            first = Math.Min(first, ranges[^1].From);
            ranges.RemoveAt(ranges.Count - 1);
        }
        ranges.Add((first, end));
    }

    private int FirstNear(int index, List<int> others)
    {
        var first = index;
        var least = Math.Max(0, others.Count - MostLooks);
        for (var k = others.Count - 1; k >= least; k--)
        {
            var nearness = danger.Between(all[others[k]], all[index]);
            if (nearness == Nearness.Far)
            {
                break;
            }
            first = nearness == Nearness.TooClose ? others[k] : first;
        }
        return first;
    }

    private List<Cluster> ToClusters()
    {
        var clusters = new List<Cluster>(ranges.Count);
        var (shiftOurs, shiftTheirs) = (0, 0);
        foreach (var (first, end) in ranges)
        {
            var (from, to) = (all[first].From, all[first].To);
            var (startOurs, startTheirs) = (from + shiftOurs, from + shiftTheirs);
            var (mine, others) = (default(Range?), default(Range?));
            var (anyMine, anyOthers) = (default(Range?), default(Range?));
            for (var i = first; i < end; i++)
            {
                var change = all[i];
                to = Math.Max(to, change.To);
                if (change.Side == Side.Ours)
                {
                    shiftOurs = change.ShiftAfter;
                    mine = change.IsLayout ? mine : Extend(mine, change);
                    anyMine = Extend(anyMine, change);
                }
                else
                {
                    shiftTheirs = change.ShiftAfter;
                    others = change.IsLayout ? others : Extend(others, change);
                    anyOthers = Extend(anyOthers, change);
                }
            }
            var at = new Stretch(
                from,
                to,
                startOurs,
                to + shiftOurs,
                startTheirs,
                to + shiftTheirs
            );
            var words =
                (mine is null ? Side.None : Side.Ours) | (others is null ? Side.None : Side.Theirs);
            clusters.Add(
                new Cluster(at, words, mine ?? default, others ?? default)
                {
                    AnyOurs = anyMine ?? default,
                    AnyTheirs = anyOthers ?? default,
                }
            );
        }
        return clusters;
    }

    private static Range Extend(Range? range, SideChange change) =>
        (range?.Start.Value ?? change.From)..change.To;
}
