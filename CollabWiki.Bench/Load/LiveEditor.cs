using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Bench.Load;

/// <summary>
/// An editor without a screen: keeps what is typed until the server has confirmed it, maps it over what others write, one update at a time, and comes
/// back after each lost connection, to the next of its servers.
/// </summary>
internal sealed class LiveEditor : IAsyncDisposable
{
    private const int Protocol = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock access = new();
    private readonly IReadOnlyList<Uri> servers;
    private readonly string cookies;
    private readonly PageId page;
    private readonly List<OwnUpdate> unconfirmed = [];
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource opened = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private HubConnection? connection;
    private Task running = Task.CompletedTask;
    private string text = "";
    private string confirmed = "";
    private long revision = -1;
    private long next;
    private bool isBehind;
    private Exception? lastLoss;

    /// <param name="servers">The first is the one to begin with.</param>
    public LiveEditor(IReadOnlyList<Uri> servers, string cookies, PageId page, string client)
    {
        this.servers = servers;
        this.cookies = cookies;
        this.page = page;
        Client = client;
    }

    public string Client { get; }

    /// <summary>What others wrote, right after it came in.</summary>
    public Action<HeardUpdate, ChangeSet>? Heard { get; init; }

    /// <summary>An own update is durable: the server said so, or sent it back.</summary>
    public Action<OwnUpdate>? Confirmed { get; init; }

    /// <summary>Refusals, which must not happen.</summary>
    public Action<string>? Refused { get; init; }

    public string Text
    {
        get
        {
            lock (access)
            {
                return text;
            }
        }
    }

    /// <summary>The text without what isn't confirmed: what the server has at <see cref="Revision"/>.</summary>
    public string ConfirmedText
    {
        get
        {
            lock (access)
            {
                return confirmed;
            }
        }
    }

    public long Revision
    {
        get
        {
            lock (access)
            {
                return revision;
            }
        }
    }

    public int Unconfirmed
    {
        get
        {
            lock (access)
            {
                return unconfirmed.Count;
            }
        }
    }

    /// <summary>The place in the list of the server that it is at.</summary>
    public int Server { get; private set; }

    /// <summary>How often the connection was lost.</summary>
    public int Losses { get; private set; }

    /// <summary>Connects and waits until the text is there.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        running = Task.Run(RunAsync, ct);
        try
        {
            await await Task.WhenAny(opened.Task, running).WaitAsync(ct);
        }
        catch (OperationCanceledException) when (lastLoss is not null)
        {
            throw new TimeoutException($"{Client} could not join: {lastLoss.Message}", lastLoss);
        }
    }

    /// <summary>Types at a place of the text as it is now; gives the update's number.</summary>
    public long Type(Func<string, int> place, string insert)
    {
        lock (access)
        {
            var at = place(text);
            var changes = ChangeSet.Of(text.Length, new Change(at, at, insert));
            text = changes.Apply(text);
            unconfirmed.Add(new OwnUpdate(next, changes, Stopwatch.GetTimestamp()));
            changed.Writer.TryWrite(true);
            return next++;
        }
    }

    /// <summary>Makes a version of what is confirmed; null when no answer came.</summary>
    public async Task<PublishAnswer?> TryPublishAsync(CancellationToken ct)
    {
        try
        {
            return connection is { State: HubConnectionState.Connected } open
                ? await open.InvokeAsync<PublishAnswer>(
                        "Publish",
                        new
                        {
                            page = page.ToString(),
                            revision = Revision,
                            comment = "",
                        },
                        ct
                    )
                    .WaitAsync(Patience, ct)
                : null;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
        if (connection is { } open)
        {
            await open.DisposeAsync();
        }
        closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync();
                await WorkAsync();
            }
            catch (Exception failure) when (IsLoss(failure))
            {
                Losses++;
                lastLoss = failure;
                Server = (Server + 1) % servers.Count;
                await Task.Delay(Pause, closing.Token);
            }
        }
    }

    private async Task ConnectAsync()
    {
        if (connection is { } old)
        {
            await old.DisposeAsync();
        }
        connection = new HubConnectionBuilder()
            .WithUrl(
                new Uri(servers[Server], "/hubs/live"),
                options => options.Headers["Cookie"] = cookies
            )
            .AddJsonProtocol()
            .Build();
        connection.ServerTimeout = TimeSpan.FromSeconds(10);
        connection.KeepAliveInterval = TimeSpan.FromSeconds(3);
        var mine = connection;
        connection.On<UpdatesEvent>(
            "updates",
            message =>
            {
                if (mine == connection)
                {
                    Take(message.From, message.Updates);
                }
            }
        );
        connection.On<JsonElement>("refused", why => Refused?.Invoke(why.ToString()));
        await connection.StartAsync(closing.Token).WaitAsync(Patience, closing.Token);
        await JoinAsync(connection);
    }

    private async Task JoinAsync(HubConnection open)
    {
        var known = Revision;
        var answer = await open.InvokeAsync<JoinAnswer>(
                "Join",
                new
                {
                    page = page.ToString(),
                    client = Client,
                    revision = known < 0 ? (long?)null : known,
                    text = known < 0,
                    protocol = Protocol,
                },
                closing.Token
            )
            .WaitAsync(Patience, closing.Token);
        if (answer.Status != "joined")
        {
            if (answer.Status == "refused")
            {
                Refused?.Invoke($"join: {answer.Reason}");
            }
            throw new TimeoutException(answer.Reason);
        }
        lock (access)
        {
            isBehind = false;
            if (known < 0)
            {
                text = confirmed = answer.Text!;
                revision = answer.Revision;
            }
        }
        if (known >= 0)
        {
            Take(known, answer.Updates ?? []);
        }
        opened.TrySetResult();
    }

    /// <summary>Pushes what is typed until the connection is lost.</summary>
    private async Task WorkAsync()
    {
        while (true)
        {
            if (Unconfirmed == 0)
            {
                await ChangeAsync();
            }
            if (isBehind)
            {
                await JoinAsync(connection!);
            }
            await PushAsync();
        }
    }

    /// <summary>Waits until something is typed or heard, for a moment at most.</summary>
    private async Task ChangeAsync()
    {
        if (connection!.State != HubConnectionState.Connected)
        {
            throw new IOException("The connection was lost.");
        }
        try
        {
            await changed.Reader.ReadAsync(closing.Token).AsTask().WaitAsync(Pause);
        }
        catch (TimeoutException)
        {
            // Nothing happened: the connection is looked at again.
        }
    }

    private async Task PushAsync()
    {
        List<OwnUpdate> sent;
        long at;
        lock (access)
        {
            sent = [.. unconfirmed];
            at = revision;
        }
        if (sent.Count == 0)
        {
            return;
        }
        var updates = sent.Select(update => new
        {
            seq = update.Seq,
            changes = JsonSerializer.Deserialize<JsonElement>(ChangeSetJson.ToJson(update.Changes)),
        });
        var answer = await connection!
            .InvokeAsync<PushAnswer>(
                "Push",
                new
                {
                    page = page.ToString(),
                    revision = at,
                    updates,
                },
                closing.Token
            )
            .WaitAsync(Patience, closing.Token);
        switch (answer.Status)
        {
            case "saved":
                // The updates come back as an event; what is confirmed is taken from there.
                while (Revision < answer.Revision && !isBehind)
                {
                    await ChangeAsync();
                }
                break;
            case "refused" when answer.Reason is "notJoined" or "unknownRevision":
                isBehind = true;
                break;
            case "refused":
                Refused?.Invoke($"push: {answer.Reason}");
                throw new IOException(answer.Reason);
            default:
                await Task.Delay(Pause, closing.Token);
                break;
        }
    }

    private void Take(long from, IReadOnlyList<HeardUpdate> updates)
    {
        lock (access)
        {
            if (revision < 0 || from > revision)
            {
                isBehind = true;
                return;
            }
            foreach (var update in updates.Skip((int)Math.Min(int.MaxValue, revision - from)))
            {
                revision++;
                var changes = update.Parse();
                confirmed = changes.Apply(confirmed);
                if (update.Client == Client)
                {
                    var own = unconfirmed[0];
                    unconfirmed.RemoveAt(0);
                    Confirmed?.Invoke(own);
                    continue;
                }
                Heard?.Invoke(update, changes);
                for (var i = 0; i < unconfirmed.Count; i++)
                {
                    var own = unconfirmed[i];
                    unconfirmed[i] = own with { Changes = own.Changes.Map(changes) };
                    changes = changes.Map(own.Changes, before: true);
                }
                text = changes.Apply(text);
            }
        }
        changed.Writer.TryWrite(true);
    }

    private bool IsLoss(Exception failure) =>
        failure
            is IOException
                or TimeoutException
                or HttpRequestException
                or HubException
                or InvalidOperationException
                or System.Net.WebSockets.WebSocketException
        || (failure is OperationCanceledException && !closing.IsCancellationRequested);
}
