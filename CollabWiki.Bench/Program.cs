using System.CommandLine;
using CollabWiki.Bench;

var root = new RootCommand("Measures CollabWiki.")
{
    CorpusCommand.Create(),
    RenderCommand.Create(),
    BenchCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
