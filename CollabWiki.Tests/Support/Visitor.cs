using System.Net;

namespace CollabWiki.Tests.Support;

/// <summary>A browser without a screen: keeps its cookies, and shows them to pages and to the hub.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly Uri address;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Visitor(Uri address)
    {
        this.address = address;
        http = new HttpClient(
            new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }
        )
        {
            BaseAddress = address,
        };
    }

    public async Task SignInAsync(string name)
    {
        using var answer = await HostedWiki.SignInAsync(http, name, WikiServer.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async Task<HttpStatusCode> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>A connection to the hub, the way a browser makes it.</summary>
    public async Task<LiveClient> ConnectAsync()
    {
        var client = LiveClient.WithCookies(address, cookies);
        await client.StartAsync();
        return client;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
