using System.Runtime.InteropServices;

namespace CollabWiki.Core.Editing;

/// <summary>
/// The difference of two sequences: E. Myers, An O(ND) Difference Algorithm and Its Variations (1986), in linear space,
/// with what GNU diff and git add so that no input takes long: what the other side doesn't have at all is left out
/// beforehand, and a search that goes on for too long is cut at the furthest point it reached.
/// </summary>
internal sealed class SequenceDiff
{
    // git's bound; lower for very long sequences, so that the whole takes a fraction of a second.
    private const int UsualCost = 256;
    private const int LeastCost = 64;
    private const int Budget = 32_000_000;

    private readonly int[] a;
    private readonly int[] b;
    private readonly bool[] deleted;
    private readonly bool[] inserted;
    private readonly int[] forward;
    private readonly int[] backward;
    private readonly int origin;
    private readonly int mostCost;

    private SequenceDiff(int[] a, int[] b)
    {
        (this.a, this.b) = (a, b);
        (deleted, inserted) = (new bool[a.Length], new bool[b.Length]);
        forward = new int[a.Length + b.Length + 3];
        backward = new int[a.Length + b.Length + 3];
        origin = b.Length + 1;
        mostCost = Math.Clamp(Budget / (a.Length + b.Length + 1), LeastCost, UsualCost);
    }

    /// <summary>The stretches that differ, in order; no two touch. Ids are dense, numbered from 0.</summary>
    public static List<Hunk> Compare(int[] a, int[] b)
    {
        var start = a.AsSpan().CommonPrefixLength(b);
        var end = CommonEnd(a, b, start);
        if (start == a.Length - end || start == b.Length - end)
        {
            return a.Length == b.Length
                ? []
                : [new Hunk(start, a.Length - end, start, b.Length - end)];
        }
        var (deleted, inserted) = (new bool[a.Length], new bool[b.Length]);
        var most = Math.Max(Most(a), Most(b));
        Discarding.Mark(deleted, a, start, a.Length - end, Counts(b, most));
        Discarding.Mark(inserted, b, start, b.Length - end, Counts(a, most));
        var placesA = Places(deleted, start, a.Length - end);
        var placesB = Places(inserted, start, b.Length - end);
        var diff = new SequenceDiff(Pick(a, placesA), Pick(b, placesB));
        diff.Run();
        Mark(deleted, diff.deleted, placesA);
        Mark(inserted, diff.inserted, placesB);
        return ToHunks(deleted, inserted);
    }

    private static int CommonEnd(int[] a, int[] b, int start)
    {
        var end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }
        return end;
    }

    private static int[] Counts(int[] tokens, int most)
    {
        var counts = new int[most + 1];
        foreach (var token in tokens)
        {
            counts[token]++;
        }
        return counts;
    }

    private static int Most(int[] tokens)
    {
        var most = 0;
        foreach (var token in tokens)
        {
            most = Math.Max(most, token);
        }
        return most;
    }

    /// <summary>The tokens between two places that take part.</summary>
    private static int[] Places(bool[] discarded, int from, int to)
    {
        var places = new int[discarded.AsSpan(from..to).Count(value: false)];
        var count = 0;
        for (var i = from; i < to; i++)
        {
            if (!discarded[i])
            {
                places[count++] = i;
            }
        }
        return places;
    }

    private static int[] Pick(int[] tokens, int[] places) =>
        Array.ConvertAll(places, place => tokens[place]);

    private static void Mark(bool[] target, bool[] marks, int[] places)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            target[places[i]] |= marks[i];
        }
    }

    private static List<Hunk> ToHunks(bool[] deleted, bool[] inserted)
    {
        var hunks = new List<Hunk>();
        var (i, j) = (0, 0);
        while (i < deleted.Length || j < inserted.Length)
        {
            var (fromA, fromB) = (i, j);
            while (i < deleted.Length && deleted[i])
            {
                i++;
            }
            while (j < inserted.Length && inserted[j])
            {
                j++;
            }
            if (i > fromA || j > fromB)
            {
                hunks.Add(new Hunk(fromA, i, fromB, j));
            }
            else
            {
                i++;
                j++;
            }
        }
        return hunks;
    }

    private void Run()
    {
        // Not recursive: cut searches may leave very uneven halves.
        var left = new Stack<Hunk>();
        left.Push(new Hunk(0, a.Length, 0, b.Length));
        while (left.TryPop(out var box))
        {
            box = Trim(box);
            if (box.IsPure)
            {
                deleted.AsSpan(box.FromA..box.ToA).Fill(true);
                inserted.AsSpan(box.FromB..box.ToB).Fill(true);
                continue;
            }
            var (x, y) = Split(box);
            left.Push(new Hunk(box.FromA, x, box.FromB, y));
            left.Push(new Hunk(x, box.ToA, y, box.ToB));
        }
    }

    private Hunk Trim(Hunk box)
    {
        var (fromA, toA, fromB, toB) = (box.FromA, box.ToA, box.FromB, box.ToB);
        var start = a.AsSpan(fromA..toA).CommonPrefixLength(b.AsSpan(fromB..toB));
        fromA += start;
        fromB += start;
        while (fromA < toA && fromB < toB && a[toA - 1] == b[toB - 1])
        {
            toA--;
            toB--;
        }
        return new Hunk(fromA, toA, fromB, toB);
    }

    /// <summary>A point on a shortest path through the box, or on a good one where finding the shortest takes too long.</summary>
    private (int X, int Y) Split(Hunk box)
    {
        // Diagonals d = x - y; forward[origin + d] is the furthest x on it from the start, backward from the end.
        var (least, most) = (box.FromA - box.ToB, box.ToA - box.FromB);
        var (startDiagonal, endDiagonal) = (box.FromA - box.FromB, box.ToA - box.ToB);
        var meetsForward = ((startDiagonal - endDiagonal) & 1) != 0;
        var (f, g) = (new Band(least, most, startDiagonal), new Band(least, most, endDiagonal));
        forward[origin + startDiagonal] = box.FromA;
        backward[origin + endDiagonal] = box.ToA;
        for (var cost = 1; ; cost++)
        {
            f.Widen(forward, origin, -1);
            for (var d = f.Max; d >= f.Min; d -= 2)
            {
                var x = StepForward(box, d);
                if (meetsForward && g.Holds(d) && backward[origin + d] <= x)
                {
                    return (x, x - d);
                }
            }
            g.Widen(backward, origin, int.MaxValue);
            for (var d = g.Max; d >= g.Min; d -= 2)
            {
                var x = StepBackward(box, d);
                if (!meetsForward && f.Holds(d) && x <= forward[origin + d])
                {
                    return (x, x - d);
                }
            }
            if (cost >= mostCost)
            {
                return Furthest(box, f, g);
            }
        }
    }

    private int StepForward(Hunk box, int d)
    {
        var (below, above) = (forward[origin + d - 1], forward[origin + d + 1]);
        var x = below >= above ? below + 1 : above;
        while (x < box.ToA && x - d < box.ToB && a[x] == b[x - d])
        {
            x++;
        }
        return forward[origin + d] = x;
    }

    private int StepBackward(Hunk box, int d)
    {
        var (below, above) = (backward[origin + d - 1], backward[origin + d + 1]);
        var x = below < above ? below : above - 1;
        while (x > box.FromA && x - d > box.FromB && a[x - 1] == b[x - d - 1])
        {
            x--;
        }
        return backward[origin + d] = x;
    }

    private (int X, int Y) Furthest(Hunk box, Band f, Band g)
    {
        var (best, bestSum) = ((X: box.FromA, Y: box.FromB), -1);
        for (var d = f.Max; d >= f.Min; d -= 2)
        {
            var x = Math.Min(Math.Min(forward[origin + d], box.ToA), box.ToB + d);
            if (x + x - d - box.FromA - box.FromB > bestSum)
            {
                (best, bestSum) = ((x, x - d), x + x - d - box.FromA - box.FromB);
            }
        }
        for (var d = g.Max; d >= g.Min; d -= 2)
        {
            var x = Math.Max(Math.Max(backward[origin + d], box.FromA), box.FromB + d);
            if (box.ToA + box.ToB - x - x + d > bestSum)
            {
                (best, bestSum) = ((x, x - d), box.ToA + box.ToB - x - x + d);
            }
        }
        return best;
    }

    /// <summary>The diagonals that a search has reached, growing by one on either side until the box ends.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Band(int least, int most, int start)
    {
        public int Min { get; private set; } = start;
        public int Max { get; private set; } = start;

        public readonly bool Holds(int d) => Min <= d && d <= Max;

        public void Widen(int[] reached, int origin, int outside)
        {
            if (Min > least)
            {
                reached[origin + --Min - 1] = outside;
            }
            else
            {
                Min++;
            }
            if (Max < most)
            {
                reached[origin + ++Max + 1] = outside;
            }
            else
            {
                Max--;
            }
        }
    }
}
