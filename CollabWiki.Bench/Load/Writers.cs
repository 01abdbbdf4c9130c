using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using CollabWiki.Core.Pages;

namespace CollabWiki.Bench.Load;

/// <summary>A version that a writer was told it made.</summary>
/// <param name="Words">What the writer knew to be in the draft when it asked.</param>
/// <param name="Asked">Clock ticks, of one clock for all.</param>
/// <param name="Answered">Clock ticks.</param>
internal sealed record MadeVersion(
    PageId Page,
    int Number,
    IReadOnlySet<string> Words,
    long Asked,
    long Answered
);

/// <summary>
/// People who write words that occur nowhere else on some pages, and publish now and then. Remembers each word that was acknowledged and
/// each version that was made, to be compared with what the stores hold in the end.
/// </summary>
internal sealed class Writers(
    IReadOnlyList<Uri> servers,
    string cookies,
    IReadOnlyList<PageId> pages,
    int count
) : IAsyncDisposable
{
    private static readonly TimeSpan TypeEvery = TimeSpan.FromMilliseconds(400);
    private const int PublishEvery = 12;

    private readonly long began = Stopwatch.GetTimestamp();

    private readonly List<(LiveEditor Editor, PageId Page)> writers = [];
    private readonly ConcurrentDictionary<(string Client, long Seq), string> words = new();
    private readonly ConcurrentBag<(PageId Page, string Word)> acknowledged = [];
    private readonly ConcurrentBag<MadeVersion> versions = [];
    private readonly ConcurrentBag<string> refusals = [];

    public IReadOnlyCollection<(PageId Page, string Word)> Acknowledged => acknowledged;

    public IReadOnlyCollection<MadeVersion> Versions => versions;

    public IReadOnlyCollection<string> Refusals => refusals;

    /// <summary>From a word being typed to its acknowledgement.</summary>
    public Latencies Waits { get; } = new();

    /// <summary>The longest of them, and how long after the start it ended.</summary>
    public (TimeSpan Wait, TimeSpan At) Longest { get; private set; }

    /// <summary>How often connections were lost.</summary>
    public int Losses => writers.Sum(one => one.Editor.Losses);

    /// <summary>Writes until <paramref name="stop"/>, then waits until all that was typed is acknowledged.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken ct)
    {
        for (var i = 0; i < count; i++)
        {
            writers.Add((await OpenAsync(i, ct), pages[i % pages.Count]));
        }
        await Task.WhenAll(writers.Select((one, i) => WriteAsync(one.Editor, one.Page, i, stop)));
        while (writers.Exists(one => one.Editor.Unconfirmed > 0))
        {
            await Task.Delay(TypeEvery, TimeProvider.System, ct);
        }
    }

    /// <summary>The texts on the screens, by page.</summary>
    public ILookup<PageId, string> Screens =>
        writers.ToLookup(one => one.Page, one => one.Editor.Text);

    public static ImmutableHashSet<string> WordsOf(string text) =>
        [
            .. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word =>
                    word.StartsWith('w') && word.Contains('.', StringComparison.Ordinal)
                ),
        ];

    public async ValueTask DisposeAsync()
    {
        foreach (var (editor, _) in writers)
        {
            await editor.DisposeAsync();
        }
    }

    private async Task<LiveEditor> OpenAsync(int number, CancellationToken ct)
    {
        var client = $"w{number}-{Guid.NewGuid():N}";
        var page = pages[number % pages.Count];
        // Half of the people of each page are at each server.
        var home = number / pages.Count % servers.Count;
        var editor = new LiveEditor(
            [.. servers.Skip(home), .. servers.Take(home)],
            cookies,
            page,
            client
        )
        {
            Confirmed = own =>
            {
                NoteWait(Stopwatch.GetElapsedTime(own.TypedAt));
                if (words.TryGetValue((client, own.Seq), out var word))
                {
                    acknowledged.Add((page, word));
                }
            },
            Refused = refusals.Add,
        };
        await editor.OpenAsync(ct);
        return editor;
    }

    private async Task WriteAsync(
        LiveEditor editor,
        PageId page,
        int number,
        CancellationToken stop
    )
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var word = string.Create(CultureInfo.InvariantCulture, $"w{number}.{i}");
            words[(editor.Client, i)] = word;
            editor.Type(PlaceBetweenWords, word + " ");
            if (i % PublishEvery == number % PublishEvery)
            {
                await PublishAsync(editor, page);
            }
            await Task.Delay(TypeEvery, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task PublishAsync(LiveEditor editor, PageId page)
    {
        var known = WordsOf(editor.ConfirmedText);
        var asked = Stopwatch.GetTimestamp();
        var answer = await editor.TryPublishAsync(CancellationToken.None);
        if (answer is { Status: "published" })
        {
            versions.Add(
                new MadeVersion(page, answer.Version, known, asked, Stopwatch.GetTimestamp())
            );
        }
        else if (answer is { Status: "conflict" or "refused" } && answer.Reason != "stale")
        {
            refusals.Add($"publish: {answer.Status} {answer.Reason}");
        }
    }

    private void NoteWait(TimeSpan wait)
    {
        Waits.Add(wait);
        if (wait > Longest.Wait)
        {
            Longest = (wait, Stopwatch.GetElapsedTime(began));
        }
    }

    private static int PlaceBetweenWords(string text)
    {
        var space = text.IndexOf(' ', Random.Shared.Next(text.Length + 1));
        return space < 0 ? 0 : space + 1;
    }
}
