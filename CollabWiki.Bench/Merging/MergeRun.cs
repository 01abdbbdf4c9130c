using System.Diagnostics;
using CollabWiki.Core.Merging;

namespace CollabWiki.Bench.Merging;

/// <summary>A corpus merged in each mode.</summary>
internal sealed record MergeRun(IReadOnlyList<ModeRun> Modes)
{
    public IReadOnlyList<object> Figures =>
        [
            .. Modes.Select(mode => new
            {
                mode.Mode,
                mode.MergesPerSecond,
                mode.SlowestMilliseconds,
                mode.Conflict,
                mode.Clean,
            }),
        ];

    public static MergeRun Of(FileInfo corpus)
    {
        var cases = MergeCase.Read(corpus);
        var git = GitCache.Of(corpus, cases);
        return new MergeRun([
            ModeRun.Of("strict", cases, git, MergeOptions.Strict),
            ModeRun.Of("list union", cases, git, new MergeOptions { UnitesListItems = true }),
        ]);
    }
}

/// <summary>A corpus merged in one mode, on one thread.</summary>
internal sealed record ModeRun(
    string Mode,
    double MergesPerSecond,
    double SlowestMilliseconds,
    IReadOnlyList<CaseScore> Scores
)
{
    /// <summary>The cases that git leaves in conflict.</summary>
    public MergeScore Conflict { get; } =
        MergeScore.Of([.. Scores.Where(score => score.Case.Labels.Conflicted)]);

    /// <summary>The cases that git merges.</summary>
    public MergeScore Clean { get; } =
        MergeScore.Of([.. Scores.Where(score => !score.Case.Labels.Conflicted)]);

    public static ModeRun Of(
        string mode,
        IReadOnlyList<MergeCase> cases,
        IReadOnlyDictionary<string, GitMerge> git,
        MergeOptions options
    )
    {
        var scores = cases
            .Select(c => new CaseScore(
                c,
                ThreeWayMerge.Merge(c.Base, c.Ours, c.Theirs, options),
                git[c.Id]
            ))
            .ToList();
        // For the compiler, which takes a few rounds.
        for (var round = 0; round < 3; round++)
        {
            foreach (var c in cases)
            {
                ThreeWayMerge.Merge(c.Base, c.Ours, c.Theirs, options);
            }
        }
        var slowest = TimeSpan.Zero;
        var start = Environment.CpuUsage.TotalTime;
        foreach (var c in cases)
        {
            var began = Stopwatch.GetTimestamp();
            ThreeWayMerge.Merge(c.Base, c.Ours, c.Theirs, options);
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
        }
        // Of the processor: others may use the machine too.
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        return new ModeRun(mode, cases.Count / seconds, slowest.TotalMilliseconds, scores);
    }
}
