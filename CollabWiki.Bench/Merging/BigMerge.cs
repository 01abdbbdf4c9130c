using System.Diagnostics;
using System.Globalization;
using CollabWiki.Core.Merging;

namespace CollabWiki.Bench.Merging;

/// <summary>A merge of big texts, and what it takes.</summary>
internal sealed record BigMerge(string Name, string Base, string Ours, string Theirs)
{
    private const int Megabyte = 1_000_000;
    private const int Repetitions = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static IEnumerable<BigMerge> All()
    {
        yield return OtherWords("100 KB, 285 edits a side, same lines", Megabyte / 10, 285);
        yield return OtherWords("1 MB, 1,000 edits a side, same lines", Megabyte, 1_000);
        yield return OtherLines("1 MB, 1,000 edits a side, other lines", Megabyte, 1_000);
        var same = string.Concat(Enumerable.Repeat("the same line\n", Megabyte / 14));
        yield return new BigMerge(
            "1 MB of one repeated line",
            same,
            "one more\n" + same[..^140],
            same[..^280] + "another\n"
        );
        yield return OneLine();
        yield return new BigMerge(
            "unrelated texts of 1 MB",
            Text(Megabyte, 1, '\n'),
            Text(Megabyte, 2, '\n'),
            Text(Megabyte, 3, '\n')
        );
        yield return new BigMerge(
            "unrelated texts of 1 MB in one line",
            Text(Megabyte, 1, ' '),
            Text(Megabyte, 2, ' '),
            Text(Megabyte, 3, ' ')
        );
    }

    /// <summary>A row of a table: our time and memory, and git's time on the same texts.</summary>
    public string Measure()
    {
        var report = ThreeWayMerge.Merge(Base, Ours, Theirs);
        var best = TimeSpan.MaxValue;
        var allocated = 0L;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Repetitions && Stopwatch.GetElapsedTime(began) < Longest; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            ThreeWayMerge.Merge(Base, Ours, Theirs);
            // Of the processor: others may use the machine too.
            var took = Environment.CpuUsage.TotalTime - start;
            best = took < best ? took : best;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        var labels = new MergeLabels("", HunkResolutions: null);
        var startGit = Stopwatch.GetTimestamp();
        var git = GitMerge.Run(new MergeCase(Name, "", Base, Ours, Theirs, "", labels));
        var gitTook = Stopwatch.GetElapsedTime(startGit);
        var conflicts = report.Regions.Count(region => region.IsConflict);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Name} | {best.TotalMilliseconds:F1} | {allocated / 1e6:F0} | {conflicts} | {gitTook.TotalMilliseconds:F0} | {git.Conflicts} |"
        );
    }

    private static BigMerge OtherWords(string name, int length, int edits)
    {
        var lines = Lines(length);
        var step = lines.Length / edits;
        return new BigMerge(
            name,
            string.Concat(lines),
            string.Concat(lines.Select((line, i) => Edit(line, i % step == 0, 1))),
            string.Concat(lines.Select((line, i) => Edit(line, i % step == 0, 10)))
        );
    }

    private static BigMerge OtherLines(string name, int length, int edits)
    {
        var lines = Lines(length);
        var step = lines.Length / edits;
        return new BigMerge(
            name,
            string.Concat(lines),
            string.Concat(lines.Select((line, i) => Edit(line, i % step == 0, 1))),
            string.Concat(lines.Select((line, i) => Edit(line, i % step == step / 2, 1)))
        );
    }

    private static BigMerge OneLine()
    {
        var text = Text(Megabyte, 1, ' ');
        var words = text.Split(' ');
        string With(int at) =>
            string.Join(' ', words.Select((word, i) => i % 100 == at ? "edited" : word));
        return new BigMerge(
            "1 MB without a line break, 1,600 edits a side",
            text,
            With(20),
            With(70)
        );
    }

    private static string Edit(string line, bool edited, int word)
    {
        var words = line.Split(' ');
        if (edited && words.Length > word)
        {
            words[word] = "edited";
        }
        return string.Join(' ', words);
    }

    private static string[] Lines(int length) =>
        [.. Text(length, 1, '\n').Split('\n').Select(line => line + "\n\n")];

    /// <summary>Words of a vocabulary of 5,000; after each twelfth stands <paramref name="end"/>.</summary>
    private static string Text(int length, int seed, char end)
    {
        var random = new Random(seed);
        var words = Enumerable
            .Range(1, length / 6)
            .Select(i => $"{Letters(random.Next(5_000))}{(i % 12 == 0 ? end : ' ')}");
        return string.Concat(words);
    }

    /// <summary>A number as a word: digits would make every edit a grave one.</summary>
    private static string Letters(int number) =>
        string.Concat($"{number:D4}".Select(digit => (char)('a' + digit - '0'))) + "s";
}
