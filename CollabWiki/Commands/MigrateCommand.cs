using System.CommandLine;
using CollabWiki.Core.Moving;
using CollabWiki.Hosting;

namespace CollabWiki.Commands;

/// <summary>"collabwiki migrate": moves the wiki from one kind of store to the other.</summary>
internal static class MigrateCommand
{
    private const string Sqlite = "sqlite";
    private const string Cassandra = "cassandra";

    public static Command Create(Func<ServiceProvider> services)
    {
        var to = new Option<string>("--to")
        {
            Description = "Where to: cassandra (from SQLite) or sqlite (from Cassandra).",
            Required = true,
        };
        to.AcceptOnlyFromAmong(Cassandra, Sqlite);
        var contact = new Option<string?>("--contact")
        {
            Description =
                "Nodes of the cluster, with commas; those of COLLABWIKI_CASSANDRA if left out.",
        };
        var cancel = new Option<bool>("--cancel")
        {
            Description = "Give the move up: the wiki that was to be moved can be written again.",
        };
        var command = new Command(
            "migrate",
            "Move the wiki to another store. Meanwhile it can be read."
        )
        {
            to,
            contact,
            cancel,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var target = parsed.GetRequiredValue(to);
                var run = new Run(
                    provider,
                    target == Cassandra ? Sqlite : Cassandra,
                    target,
                    parsed.GetValue(contact)
                );
                return parsed.GetValue(cancel)
                    ? await run.CancelAsync(ct)
                    : await run.MoveAsync(ct);
            }
        );
        return command;
    }

    /// <summary>One call of the command.</summary>
    private sealed class Run(
        IServiceProvider services,
        string source,
        string target,
        string? contact
    )
    {
        private readonly WikiMover mover = new(services.GetRequiredService<TimeProvider>());

        public async Task<int> CancelAsync(CancellationToken ct)
        {
            try
            {
                await using var from = await OpenAsync(source, ct);
                await mover.CancelAsync(from.Stores, ct);
                Console.WriteLine(
                    $"The wiki in {source} can be written again. A copy in {target} that isn’t finished is taken up by the same command without --cancel."
                );
                return 0;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync($"Not cancelled: {failure.Message}");
                return 1;
            }
        }

        public async Task<int> MoveAsync(CancellationToken ct)
        {
            try
            {
                await using var from = await OpenAsync(source, ct);
                await using var to = await OpenAsync(target, ct);
                return Tell(
                    await MoveBars.RunAsync(progress =>
                        mover.MoveAsync(from.Stores, to.Stores, progress, ct)
                    )
                );
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync($"Stopped: {failure.Message}");
                TellHowToGoOn();
                return 1;
            }
        }

        private Task<OpenedStore> OpenAsync(string store, CancellationToken ct) =>
            StoreSetup.OpenAsync(store, services, contact, ct);

        private int Tell(MoveResult result)
        {
            switch (result)
            {
                case MoveResult.Moved moved:
                    Tell(moved.Report);
                    Console.WriteLine(
                        $"Moved: {target} has everything, and all of it is equal. Set COLLABWIKI_STORE={target} (and what else this command was set) and start the wiki again; "
                            + $"until then it can be read. If you would rather stay with {source}: collabwiki migrate --to {target} --cancel"
                    );
                    return 0;
                case MoveResult.Different different:
                    Tell(different.Report);
                    foreach (var line in different.Report.Differences)
                    {
                        Console.Error.WriteLine(line);
                    }
                    Console.Error.WriteLine(
                        $"Not moved: {different.Report.Differences.Count:N0} differences are left."
                    );
                    TellHowToGoOn();
                    return 1;
                case MoveResult.Refused refused:
                    Console.Error.WriteLine($"Not moved: {refused.Why.Explain()}");
                    return CommandLine.Misuse;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        private void TellHowToGoOn() =>
            Console.Error.WriteLine(
                $"The same command goes on where this one stopped. To give the move up, so that the wiki can be written again: collabwiki migrate --to {target} --cancel"
            );

        private void Tell(MoveReport report)
        {
            Console.WriteLine($"{"", -16}{"", -10}{"things", 10}{"parts", 12}  SHA-256");
            foreach (var (name, before, after) in report.Kinds)
            {
                Tell(name, source, before, "");
                Tell("", target, after, before == after ? "equal" : "DIFFERENT");
            }
        }

        private static void Tell(string kind, string store, MovedCount count, string verdict) =>
            Console.WriteLine(
                $"{kind, -16}{store, -10}{count.Things, 10:N0}{count.Parts, 12:N0}  {count.Hash}  {verdict}".TrimEnd()
            );
    }
}
