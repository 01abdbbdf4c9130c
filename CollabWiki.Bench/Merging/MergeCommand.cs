using System.CommandLine;
using System.Text.Json;

namespace CollabWiki.Bench.Merging;

/// <summary><c>merge CORPUS.jsonl.gz</c>: merges what people merged, and tells how often the result is theirs, beside git.</summary>
internal static class MergeCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
    };

    public static Command Create()
    {
        var corpus = new Argument<FileInfo>("corpus")
        {
            Description = "A merge corpus (.jsonl.gz).",
        };
        corpus.AcceptExistingOnly();
        var json = new Option<bool>("--json") { Description = "Write the figures as JSON." };
        var worst = new Option<int>("--worst") { Description = "Show the N worst cases." };
        var command = new Command("merge", "Merges a corpus of real merges, beside git.")
        {
            corpus,
            json,
            worst,
        };
        command.SetAction(parsed =>
        {
            var run = MergeRun.Of(parsed.GetRequiredValue(corpus));
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(run.Figures, Indented)
                    : MergeTable.Of(run)
            );
            WorstCases.Write(run, parsed.GetValue(worst), Console.Out);
        });
        return command;
    }
}
