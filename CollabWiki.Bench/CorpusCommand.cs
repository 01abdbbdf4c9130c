using System.CommandLine;

namespace CollabWiki.Bench;

/// <summary><c>corpus CORPUS.jsonl.gz FOLDER</c>: real Markdown pages to import and to measure with.</summary>
internal static class CorpusCommand
{
    public static Command Create()
    {
        var corpus = new Argument<FileInfo>("corpus")
        {
            Description = "A merge corpus (.jsonl.gz).",
        };
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where the files go." };
        corpus.AcceptExistingOnly();
        var command = new Command(
            "corpus",
            "Writes the base texts of a merge corpus as Markdown files."
        )
        {
            corpus,
            folder,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var target = parsed.GetRequiredValue(folder).FullName;
                await using var file = parsed.GetRequiredValue(corpus).OpenRead();
                var count = await CorpusFolder.WriteAsync(file, target, cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"{count} files in {target}"
                );
                return 0;
            }
        );
        return command;
    }
}
