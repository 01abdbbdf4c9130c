using System.CommandLine;

namespace CollabWiki.Bench.Load;

/// <summary><c>load</c>: real connections to one or more app nodes, and how long a letter takes to all the others.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var urls = new Option<string[]>("--url")
        {
            Description = "App nodes.",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        var user = new Option<string>("--user") { Description = "Who signs in.", Required = true };
        var password = new Option<string>("--password") { Required = true };
        var pages = new Option<string[]>("--page")
        {
            Description = "Paths of pages: /wiki/SPACE/page.",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        var clients = Number("--clients", "Clients on each page.", 4);
        var typists = Number("--typists", "How many of them type.", 2);
        var interval = Number("--interval", "Milliseconds between two letters.", 200);
        var seconds = Number("--seconds", "How long.", 20);
        var command = new Command("load", "Types on pages of a running wiki, as real clients.")
        {
            urls,
            user,
            password,
            pages,
            clients,
            typists,
            interval,
            seconds,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var run = new LoadRun(
                    new LoadOptions(
                        [.. parsed.GetRequiredValue(urls).Select(url => new Uri(url))],
                        parsed.GetRequiredValue(user),
                        parsed.GetRequiredValue(password),
                        parsed.GetRequiredValue(pages),
                        parsed.GetValue(clients),
                        parsed.GetValue(typists),
                        TimeSpan.FromMilliseconds(parsed.GetValue(interval)),
                        TimeSpan.FromSeconds(parsed.GetValue(seconds))
                    ),
                    TimeProvider.System
                );
                var agreed = await run.RunAsync(ct);
                var output = parsed.InvocationConfiguration.Output;
                await output.WriteLineAsync($"to others on the same node: {run.Same}");
                await output.WriteLineAsync($"to others on other nodes:   {run.Across}");
                await output.WriteLineAsync($"until confirmed as durable: {run.Confirmed}");
                await output.WriteLineAsync(
                    $"connections lost: {run.Losses}; refused: {string.Join(", ", run.Refusals.Distinct())}"
                );
                await output.WriteLineAsync(agreed ? "all texts agree" : "THE TEXTS DIFFER");
                return agreed && run.Refusals.Count == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static Option<int> Number(string name, string about, int otherwise) =>
        new(name) { Description = about, DefaultValueFactory = _ => otherwise };
}
