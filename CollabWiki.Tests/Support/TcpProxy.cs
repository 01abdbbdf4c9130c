using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CollabWiki.Tests.Support;

/// <summary>A network that can be cut: passes bytes on to a port, of this machine if no other is named, until <see cref="Cut"/>, and again after <see cref="Mend"/>.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IPEndPoint target;
    private readonly Task accepting;
    private volatile bool isCut;

    public TcpProxy(int port, IPAddress? address = null)
    {
        target = new IPEndPoint(address ?? IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Ends all connections and lets no new one through.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var client in open.Keys)
        {
            client.Dispose();
        }
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: nothing is left to accept.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            open[client] = true;
            open[server] = true;
            try
            {
                if (isCut)
                {
                    return;
                }
                await server.ConnectAsync(target, stop.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), stop.Token),
                    server.GetStream().CopyToAsync(client.GetStream(), stop.Token)
                );
            }
            catch (Exception lost)
                when (lost
                        is IOException
                            or SocketException
                            or OperationCanceledException
                            or ObjectDisposedException
                )
            {
                // One side is gone: so is the other.
            }
            finally
            {
                open.TryRemove(client, out _);
                open.TryRemove(server, out _);
            }
        }
    }
}
