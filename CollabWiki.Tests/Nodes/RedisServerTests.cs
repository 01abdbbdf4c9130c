using System.Net;
using System.Net.Sockets;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Nodes;

/// <summary>The Redis that other tests stand on.</summary>
[Trait("layer", "host")]
public sealed class RedisServerTests
{
    [Fact]
    public async Task A_killed_server_refuses_connections_and_comes_back_on_its_port()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var port = redis.Port;

        await redis.KillAsync();
        await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        await redis.StartAsync();

        await ConnectAsync();
        Assert.Equal(port, redis.Port);

        async Task ConnectAsync()
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
        }
    }
}
