using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CollabWiki.Core.Pages;

namespace CollabWiki.Bench.Load;

/// <summary>What the load is.</summary>
/// <param name="Servers">App nodes; client i begins at the i-th of them, round and round.</param>
/// <param name="Pages">Paths of pages ("/wiki/TEAM/page"), each with so many clients.</param>
internal sealed record LoadOptions(
    IReadOnlyList<Uri> Servers,
    string User,
    string Password,
    IReadOnlyList<string> Pages,
    int Clients,
    int Typists,
    TimeSpan Interval,
    TimeSpan Length
);

/// <summary>Clients that join pages, and typists among them, each letter of which is followed to every other client.</summary>
internal sealed partial class LoadRun(LoadOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Client, long Seq), (long At, int Server)> typed =
        new();
    private readonly ConcurrentBag<string> refusals = [];

    public Latencies Same { get; } = new();

    public Latencies Across { get; } = new();

    public Latencies Confirmed { get; } = new();

    public IReadOnlyCollection<string> Refusals => refusals;

    public int Losses { get; private set; }

    /// <summary>Runs to the end; true when at last all clients of each page show one text with nothing unconfirmed.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var cookies = await WikiSignIn.CookiesAsync(
            options.Servers[0],
            options.User,
            options.Password,
            ct
        );
        var groups = new List<List<LiveEditor>>();
        foreach (var path in options.Pages)
        {
            groups.Add(await OpenAsync(path, cookies, ct));
        }
        await Task.WhenAll(
            groups
                .SelectMany(group => group.Take(options.Typists))
                .Select(one => TypeAsync(one, ct))
        );
        var agreed = await AgreeAsync(groups, ct);
        foreach (var editor in groups.SelectMany(group => group))
        {
            Losses += editor.Losses;
            await editor.DisposeAsync();
        }
        return agreed;
    }

    private async Task<List<LiveEditor>> OpenAsync(
        string path,
        string cookies,
        CancellationToken ct
    )
    {
        var page = await FindPageAsync(path, cookies, ct);
        var editors = new List<LiveEditor>();
        for (var i = 0; i < options.Clients; i++)
        {
            var server = i % options.Servers.Count;
            var editor = new LiveEditor(
                [.. options.Servers.Skip(server), .. options.Servers.Take(server)],
                cookies,
                page,
                $"load-{Guid.NewGuid():N}"
            )
            {
                Heard = (update, _) => Hear(update, server),
                Confirmed = own => Confirmed.Add(Stopwatch.GetElapsedTime(own.TypedAt)),
                Refused = refusals.Add,
            };
            await editor.OpenAsync(ct);
            editors.Add(editor);
        }
        return editors;
    }

    private void Hear(HeardUpdate update, int server)
    {
        if (typed.TryGetValue((update.Client, update.Seq), out var sent))
        {
            (sent.Server == server ? Same : Across).Add(Stopwatch.GetElapsedTime(sent.At));
        }
    }

    private async Task TypeAsync(LiveEditor editor, CancellationToken ct)
    {
        // Typists don't hit their keys all at the same moment.
        await Task.Delay(options.Interval * (Random.Shared.Next(100) / 100.0), clock, ct);
        var until = clock.GetTimestamp();
        while (clock.GetElapsedTime(until) < options.Length)
        {
            var at = Stopwatch.GetTimestamp();
            var seq = editor.Type(text => Random.Shared.Next(text.Length + 1), "x");
            typed[(editor.Client, seq)] = (at, editor.Server);
            await Task.Delay(options.Interval, clock, ct);
        }
    }

    private async Task<bool> AgreeAsync(List<List<LiveEditor>> groups, CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        while (clock.GetElapsedTime(since) < TimeSpan.FromSeconds(60))
        {
            if (
                groups.TrueForAll(group =>
                    group.TrueForAll(one => one.Unconfirmed == 0 && one.Text == group[0].Text)
                )
            )
            {
                return true;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, ct);
        }
        return false;
    }

    private async Task<PageId> FindPageAsync(string path, string cookies, CancellationToken ct)
    {
        using var browser = new HttpClient { BaseAddress = options.Servers[0] };
        browser.DefaultRequestHeaders.Add("Cookie", cookies);
        var html = await browser.GetStringAsync(new Uri(path + "/edit", UriKind.Relative), ct);
        return PageId.TryParse(PageAttribute().Match(html).Groups["id"].Value, out var page)
            ? page
            : throw new InvalidOperationException($"{path} can’t be edited by {options.User}.");
    }

    [GeneratedRegex("""data-page(-id)?="(?<id>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageAttribute();
}
