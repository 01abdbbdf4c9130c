using System.CommandLine;
using CollabWiki.Bench;
using CollabWiki.Bench.Merging;

var root = new RootCommand("Measures CollabWiki.")
{
    CorpusCommand.Create(),
    RenderCommand.Create(),
    MergeCommand.Create(),
    BigMergeCommand.Create(),
    BenchCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
