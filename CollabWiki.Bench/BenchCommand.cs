using System.CommandLine;
using BenchmarkDotNet.Running;

namespace CollabWiki.Bench;

/// <summary><c>bench [BenchmarkDotNet's own options]</c>: the micro-benchmarks.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var options = new Argument<string[]>("options")
        {
            Description = "Options of BenchmarkDotNet, such as --filter '*Merge*'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("bench", "Runs the micro-benchmarks.") { options };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] args = [.. parsed.GetValue(options) ?? [], .. parsed.UnmatchedTokens];
            BenchmarkSwitcher.FromAssembly(typeof(BenchCommand).Assembly).Run(args);
        });
        return command;
    }
}
