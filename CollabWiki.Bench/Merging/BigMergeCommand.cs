using System.CommandLine;

namespace CollabWiki.Bench.Merging;

/// <summary><c>merge-big</c>: what merges of big texts take, beside git in the same run.</summary>
internal static class BigMergeCommand
{
    public static Command Create()
    {
        var command = new Command("merge-big", "Merges big texts, beside git.");
        command.SetAction(parsed =>
        {
            Console.WriteLine(
                "| texts | ms (processor) | MB allocated | conflicts | git: ms (clock, with its start) | git: conflicts |"
            );
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var big in BigMerge.All())
            {
                Console.WriteLine(big.Measure());
            }
        });
        return command;
    }
}
