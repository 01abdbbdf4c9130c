using System.CommandLine;
using CollabWiki.Hosting;

namespace CollabWiki.Commands;

/// <summary>The commands of the program beside serving, which it does when none is named.</summary>
internal static class CommandLine
{
    /// <summary>The exit code for misuse.</summary>
    public const int Misuse = 2;

    private static readonly string[] Names =
    [
        "import",
        "export",
        "migrate",
        "token",
        "audit",
        MergeFileCommand.Name,
        "health",
        "help",
        "--help",
        "-h",
        "-?",
        "--version",
    ];

    /// <summary>Whether the arguments name a command; else they are the server's ("--urls …").</summary>
    public static bool IsCommand(string[] args) => args.Length > 0 && Names.Contains(args[0]);

    /// <summary>
    /// Runs a command; 0 when all went well, 1 when something was left out or failed, 2 for misuse. merge-file has git's codes:
    /// the number of conflicts, or 255.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, Func<ServiceProvider> services)
    {
        var root = new RootCommand(
            "CollabWiki, a real-time collaborative wiki. Without a command it serves the wiki."
        )
        {
            TransferCommands.Import(services),
            TransferCommands.Export(services),
            MigrateCommand.Create(services),
            TokenCommands.Token(services),
            AuditCommands.Audit(services),
            MergeFileCommand.Create(),
            Health.Command(),
        };
        var parsed = root.Parse(args is ["help", .. var rest] ? [.. rest, "--help"] : args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count == 0 ? code
            : args[0] == MergeFileCommand.Name ? MergeFileCommand.Failed
            : Misuse;
    }
}
