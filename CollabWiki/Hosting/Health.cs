using System.CommandLine;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Hosting;

/// <summary>Says whether the wiki can answer: at /health for balancers, as the command "health" for the container itself.</summary>
internal static class Health
{
    private const string Path = "/health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(
            Path,
            async (ISpaceStore spaces, CancellationToken ct) =>
            {
                // A read that goes to the disk: a wiki that can't reach its data isn't well.
                await spaces.ListAsync(ct);
                return Results.Text("well\n");
            }
        );

    public static Command Command()
    {
        var url = new Option<string>("--url")
        {
            Description = "Where the wiki listens.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var command = new Command("health", "Ask whether the wiki on this machine is well.")
        {
            url,
        };
        command.SetAction((parsed, _) => AskAsync(parsed.GetRequiredValue(url)));
        return command;
    }

    private static async Task<int> AskAsync(string url)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(url), Path));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
