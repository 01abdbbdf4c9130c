namespace CollabWiki.Bench.Merging;

/// <summary>Shows the cases that came out worst: lost words first, then wrong results, then large conflicts.</summary>
internal static class WorstCases
{
    public static void Write(MergeRun run, int count, TextWriter output)
    {
        foreach (var mode in run.Modes)
        {
            var worst = mode
                .Scores.OrderByDescending(score => score.Lost.Count)
                .ThenByDescending(score => score.IsWrong)
                .ThenByDescending(score => score.ConflictCharacters)
                .Take(count);
            foreach (var score in worst)
            {
                Write(mode.Mode, score, output);
            }
        }
    }

    private static void Write(string mode, CaseScore score, TextWriter output)
    {
        var verdict =
            score.Lost.Count > 0 ? $"lossy: {string.Join(' ', score.Lost)}"
            : score.IsWrong ? "not the person's result"
            : $"{score.ConflictCharacters} characters in {score.ConflictRegions} conflicts";
        output.WriteLine($"{mode}: {score.Case.Id} {score.Case.Path}: {verdict}");
        foreach (var region in score.Merge.Regions.Where(region => region.Base != region.Result))
        {
            output.WriteLine($"  {region.Sentence}");
            output.WriteLine($"    base   {Short(region.Base)}");
            output.WriteLine($"    ours   {Short(region.Ours)}");
            output.WriteLine($"    theirs {Short(region.Theirs)}");
            output.WriteLine($"    result {(region.Result is { } text ? Short(text) : "-")}");
        }
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings("⏎");
        return line.Length > 200 ? line[..100] + " … " + line[^100..] : line;
    }
}
