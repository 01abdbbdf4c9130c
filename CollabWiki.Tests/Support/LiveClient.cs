using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Pages;
using CollabWiki.Live;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace CollabWiki.Tests.Support;

/// <summary>A SignalR client at the hub: asks, and keeps what it is told until the test looks.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HubConnection connection;
    private readonly Dictionary<string, Channel<JsonElement>> inboxes = [];
    private readonly TaskCompletionSource closed = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public LiveClient(Uri host, UserId user)
        : this(
            host,
            user,
            options =>
            {
                if (user != default)
                {
                    options.Headers[WikiHost.UserHeader] = user.ToString();
                }
            }
        ) { }

    /// <summary>With the cookies of somebody who has signed in.</summary>
    public static LiveClient WithCookies(Uri host, CookieContainer cookies) =>
        new(host, default, options => options.Cookies = cookies);

    private LiveClient(Uri host, UserId user, Action<HttpConnectionOptions> configure)
    {
        User = user;
        connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host, "/hubs/live"), configure)
            .Build();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        foreach (var name in new[] { "updates", "members", "published", "refused", "cursor" })
        {
            var inbox = inboxes[name] = Channel.CreateUnbounded<JsonElement>();
            connection.On<JsonElement>(name, message => inbox.Writer.TryWrite(message));
        }
    }

    public UserId User { get; }

    /// <summary>Done when the server has ended the connection.</summary>
    public Task Closed => closed.Task;

    public Task StartAsync() => connection.StartAsync();

    /// <summary>The next event of this name.</summary>
    public async Task<JsonElement> NextAsync(string name) =>
        await inboxes[name].Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The next event of this name that is as wanted; those before it are thrown away.</summary>
    public async Task<JsonElement> NextAsync(string name, Func<JsonElement, bool> isWanted)
    {
        while (true)
        {
            var message = await NextAsync(name);
            if (isWanted(message))
            {
                return message;
            }
        }
    }

    /// <summary>Whether no event of this name has come: what the server told before its last answer is here, since a connection keeps the order.</summary>
    public bool HasNothingOf(string name) => inboxes[name].Reader.Count == 0;

    public Task<JoinAnswer> JoinAsync(PageId page, string client, long? revision = null) =>
        AskAsync<JoinAnswer>("Join", new JoinRequest(page.ToString(), client, revision, true, 1));

    /// <summary>Joins where it must go well.</summary>
    public async Task<JoinAnswer> EnterAsync(PageId page, string client)
    {
        var joined = await JoinAsync(page, client);
        Assert.Equal("joined", joined.Status);
        return joined;
    }

    public Task<PushAnswer> PushAsync(
        PageId page,
        long revision,
        long sequence,
        int length,
        params Change[] changes
    ) => PushAsync(page, revision, sequence, ChangeSetJson.ToJson(ChangeSet.Of(length, changes)));

    /// <summary>Pushes whatever JSON is given for the changes.</summary>
    public Task<PushAnswer> PushAsync(PageId page, long revision, long sequence, string changes) =>
        PushRawAsync(page, revision, $$"""[{"seq":{{sequence}},"changes":{{changes}}}]""");

    /// <summary>Pushes whatever JSON is given for the updates.</summary>
    public Task<PushAnswer> PushRawAsync(PageId page, long revision, string updates) =>
        AskAsync<PushAnswer>(
            "Push",
            new
            {
                page = page.ToString(),
                revision,
                updates = new RawJson(updates),
            }
        );

    public Task<PublishAnswer> PublishAsync(PageId page, long revision, string? comment = null) =>
        AskAsync<PublishAnswer>("Publish", new PublishRequest(page.ToString(), revision, comment));

    public Task<T> AskAsync<T>(string method, object request) =>
        connection.InvokeAsync<T>(method, request).WaitAsync(Patience);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
