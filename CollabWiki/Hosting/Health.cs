namespace CollabWiki.Hosting;

/// <summary>Says whether the wiki can answer: at /health for balancers, as the command "health" for the container itself.</summary>
internal static class Health
{
    private const string Path = "/health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(
            Path,
            async (Core.Spaces.ISpaceStore spaces, CancellationToken ct) =>
            {
                // A read that goes to the disk: a wiki that can't reach its data isn't well.
                await spaces.ListAsync(ct);
                return Results.Text("well\n");
            }
        );

    /// <summary>Asks the wiki that listens on this machine; 0 when it is well, else 1.</summary>
    public static async Task<int> AskAsync(string url)
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
