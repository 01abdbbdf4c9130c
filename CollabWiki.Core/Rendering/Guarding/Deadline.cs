using System.Diagnostics;

namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>When to give a text up. A real page of 2 MiB takes a fraction of it; texts made to hurt (100,000 times "[a](") take hours.</summary>
internal sealed class Deadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly long start = Stopwatch.GetTimestamp();

    /// <exception cref="TooCostlyException">It is over.</exception>
    public void Check()
    {
        if (Stopwatch.GetElapsedTime(start) > Limit)
        {
            throw new TooCostlyException("The text takes too long to parse.");
        }
    }
}
