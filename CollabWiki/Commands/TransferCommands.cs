using System.CommandLine;
using System.CommandLine.Parsing;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Transfer;

namespace CollabWiki.Commands;

/// <summary>"collabwiki import" and "collabwiki export". They work on the data folder of the server, which may be running.</summary>
internal static class TransferCommands
{
    public static Command Import(Func<ServiceProvider> services)
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "The folder to read Markdown files, images and other files from.",
        };
        folder.AcceptExistingOnly();
        var space = Space("The key of the space to bring them into; made if it isn’t there.");
        var name = new Option<string?>("--name") { Description = "The name of a new space." };
        var command = new Command("import", "Bring a folder of Markdown files into a space.")
        {
            folder,
            space,
            name,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var import = provider.GetRequiredService<FolderImport>();
                var from = parsed.GetRequiredValue(folder).FullName;
                var into = import.NewSpace(parsed.GetRequiredValue(space), parsed.GetValue(name));
                ImportReport report;
                try
                {
                    report = await ProgressBar.RunAsync(
                        "Importing",
                        progress => import.ImportAsync(from, into, CommandActor.Me, progress, ct)
                    );
                }
                catch (WikiReadOnlyException readOnly)
                {
                    await Console.Error.WriteLineAsync($"Not imported: {readOnly.Message}");
                    return 1;
                }
                await provider.GetRequiredService<NodeLink>().FlushAsync(ct);
                await provider
                    .GetRequiredService<AuditTrail>()
                    .RecordAsync(
                        AuditKind.Imported,
                        AuditTarget.Of(into.Key),
                        CommandActor.Me,
                        $"pages made {report.Created}, changed {report.Updated}; files written {report.Files}; not taken {report.NotTaken.Count}"
                    );
                Console.WriteLine(
                    $"{into.Key}: pages made {report.Created}, changed {report.Updated}; files written {report.Files}; unchanged {report.Unchanged}."
                );
                if (report.Skipped.Count > 0)
                {
                    Console.WriteLine($"Hidden, left out: {string.Join(", ", report.Skipped)}");
                }
                return Tell(report.NotTaken);
            }
        );
        return command;
    }

    public static Command Export(Func<ServiceProvider> services)
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "The folder to write to; made if it isn’t there.",
        };
        var space = Space("The key of the space to write.");
        var force = new Option<bool>("--force")
        {
            Description = "Write into a folder that isn’t empty, over files of the same name.",
        };
        var command = new Command("export", "Write a space as a folder of Markdown files.")
        {
            folder,
            space,
            force,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var export = provider.GetRequiredService<FolderExport>();
                var key = parsed.GetRequiredValue(space);
                var to = parsed.GetRequiredValue(folder).FullName;
                await provider
                    .GetRequiredService<AuditTrail>()
                    .RecordAsync(
                        AuditKind.Exported,
                        AuditTarget.Of(key),
                        CommandActor.Me,
                        "as a folder of Markdown files"
                    );
                var result = await ProgressBar.RunAsync(
                    "Exporting",
                    progress => export.ExportAsync(key, to, parsed.GetValue(force), progress, ct)
                );
                if (result is not ExportResult.Done done)
                {
                    await Console.Error.WriteLineAsync(((ExportResult.Refused)result).Why);
                    return CommandLine.Misuse;
                }
                Console.WriteLine($"{key}: pages written {done.Pages}, files {done.Files}.");
                return Tell(done.NotTaken);
            }
        );
        return command;
    }

    private static Option<SpaceKey> Space(string description) =>
        new("--space")
        {
            Description = description,
            Required = true,
            CustomParser = Parse,
        };

    private static SpaceKey Parse(ArgumentResult result)
    {
        if (!SpaceKey.TryParse(result.Tokens.Single().Value, out var key))
        {
            result.AddError("A space’s key has 2 to 20 letters and digits, a letter first.");
        }
        return key;
    }

    private static int Tell(IReadOnlyList<NotTaken> notTaken)
    {
        foreach (var (path, why) in notTaken)
        {
            Console.Error.WriteLine($"Not taken: {path}: {why}");
        }
        return notTaken.Count == 0 ? 0 : 1;
    }
}
