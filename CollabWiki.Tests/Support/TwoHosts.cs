using System.Net;
using Cassandra;
using CollabWiki.Tests.Cassandra;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace CollabWiki.Tests.Support;

/// <summary>Two app nodes in this process on one keyspace of Cassandra, and browsers whose requests go to them in turn.</summary>
internal sealed class TwoHosts : IAsyncDisposable
{
    private readonly string keyspace = $"hosts_{Guid.NewGuid():N}";

    public TwoHosts()
    {
        (First, Second) = (New(), New());
    }

    public HostedWiki First { get; }

    public HostedWiki Second { get; }

    /// <summary>Starts both at the same time.</summary>
    public async Task StartAsync() =>
        await Task.WhenAll(Task.Run(() => First.Services), Task.Run(() => Second.Services));

    /// <summary>A browser without a sign-in that doesn't follow redirects, as if there were no sticky sessions at all.</summary>
    public HttpClient Browser() =>
        new(
            new CookieContainerHandler(new CookieContainer())
            {
                InnerHandler = new InTurn(
                    First.Server.CreateHandler(),
                    Second.Server.CreateHandler()
                ),
            }
        )
        {
            BaseAddress = new Uri("http://localhost"),
        };

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        using var cluster = CassandraFixture.Builder().Build();
        using var session = await cluster.ConnectAsync("system");
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE IF EXISTS {keyspace}"));
    }

    private HostedWiki New()
    {
        var (host, port) = CassandraFixture.Server();
        var wiki = new HostedWiki();
        wiki.Settings["COLLABWIKI_STORE"] = "cassandra";
        wiki.Settings["COLLABWIKI_CASSANDRA"] = $"{host}:{port}";
        wiki.Settings["COLLABWIKI_CASSANDRA_KEYSPACE"] = keyspace;
        return wiki;
    }

    private sealed class InTurn(params HttpMessageHandler[] nodes) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker[] invokers =
        [
            .. nodes.Select(node => new HttpMessageInvoker(node)),
        ];
        private int turn;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => invokers[turn++ % invokers.Length].SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            foreach (var invoker in invokers)
            {
                invoker.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
