using System.Text.Json;
using CollabWiki.Core.Nodes;
using StackExchange.Redis;

namespace CollabWiki.Nodes;

/// <summary>Messages between nodes over Redis' publish and subscribe. Nothing is kept there: a Redis that is gone costs speed and no more.</summary>
internal sealed class RedisWire(string configuration, ILogger<RedisWire> logger)
    : INodeWire,
        IAsyncDisposable
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("collabwiki:nodes");
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private volatile ConnectionMultiplexer? redis;

    public string Name => "redis";

    public bool IsConnected =>
        redis is { } connected && connected.GetSubscriber().IsConnected(Channel);

    public async Task<bool> TrySendAsync(
        IReadOnlyList<PostedMessage> messages,
        CancellationToken ct
    )
    {
        if (redis is not { } connected)
        {
            return false;
        }
        try
        {
            await connected
                .GetSubscriber()
                .PublishAsync(Channel, JsonSerializer.SerializeToUtf8Bytes(messages));
            return true;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            logger.LogWarning("Redis took no message: {Why}", failure.Message);
            return false;
        }
    }

    public async Task ListenAsync(Action<PostedMessage> hear, CancellationToken ct)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.ClientName = "collabwiki";
        // Comes back by itself for ever once it was there, and is waited for at the start.
        options.AbortOnConnectFail = false;
        while (redis is null)
        {
            try
            {
                var connected = await ConnectionMultiplexer.ConnectAsync(options);
                await connected
                    .GetSubscriber()
                    .SubscribeAsync(Channel, (_, message) => HandOn(message, hear));
                redis = connected;
            }
            catch (Exception failure) when (failure is RedisException or TimeoutException)
            {
                logger.LogWarning("Redis can’t be reached: {Why} Trying again.", failure.Message);
                await Task.Delay(RetryPause, TimeProvider.System, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (redis is { } connected)
        {
            await connected.DisposeAsync();
        }
    }

    private void HandOn(RedisValue message, Action<PostedMessage> hear)
    {
        try
        {
            foreach (
                var posted in JsonSerializer.Deserialize<PostedMessage[]>((byte[])message!) ?? []
            )
            {
                hear(posted);
            }
        }
        catch (JsonException failure)
        {
            // Anybody who reaches the Redis can publish there.
            logger.LogWarning("A message on Redis can’t be read: {Why}", failure.Message);
        }
    }
}
