using System.CommandLine;
using CollabWiki.Bench.Load;
using CollabWiki.Bench.Merging;
using CollabWiki.Bench.Stores;

namespace CollabWiki.Bench;

/// <summary>Named, since the tests use this project's load beside the host's own Program.</summary>
internal static class BenchProgram
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures CollabWiki.")
        {
            CorpusCommand.Create(),
            RenderCommand.Create(),
            MergeCommand.Create(),
            BigMergeCommand.Create(),
            BenchCommand.Create(),
            LoadCommand.Create(),
            StoresCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
