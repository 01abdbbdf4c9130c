using System.CommandLine;
using CollabWiki.Bench;
using CollabWiki.Bench.Load;

var root = new RootCommand("Measures CollabWiki.")
{
    CorpusCommand.Create(),
    RenderCommand.Create(),
    BenchCommand.Create(),
    LoadCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
