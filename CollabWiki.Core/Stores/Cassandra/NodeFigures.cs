namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>How a node served this app node: counts since the start, and the times of the last thousand answers.</summary>
internal sealed class NodeFigures
{
    private const int Remembered = 1000;

    private readonly Lock gate = new();
    private readonly List<TimeSpan> times = new(Remembered);
    private long answers;
    private long errors;
    private int next;

    public long Requests
    {
        get
        {
            lock (gate)
            {
                return answers + errors;
            }
        }
    }

    public long Errors
    {
        get
        {
            lock (gate)
            {
                return errors;
            }
        }
    }

    /// <param name="time">Null when it can't be told from the time of other nodes.</param>
    public void Answered(TimeSpan? time)
    {
        lock (gate)
        {
            answers++;
            if (time is { } known)
            {
                Remember_NeedsLock(known);
            }
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            errors++;
        }
    }

    /// <summary>In which time a share of the last answers came, the smallest one that has it; null before the first.</summary>
    /// <param name="share">More than 0, at most 1: 0.5 for the median.</param>
    public TimeSpan? Within(double share)
    {
        TimeSpan[] sorted;
        lock (gate)
        {
            sorted = [.. times];
        }
        Array.Sort(sorted);
        return sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private void Remember_NeedsLock(TimeSpan time)
    {
        if (times.Count < Remembered)
        {
            times.Add(time);
            return;
        }
        times[next] = time;
        next = (next + 1) % Remembered;
    }
}
