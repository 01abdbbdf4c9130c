namespace Cassandra.Connections;

/// <summary>A session's connections to one host: opened when first needed, and again by themselves, with back-off, when one was lost.</summary>
internal sealed class HostPool : IDisposable
{
    private readonly Host host;
    private readonly Func<Task<Connection>> open;
    private readonly Configuration config;
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly CancellationTokenSource ending = new();
    private volatile Connection[] connections = [];
    private long notBefore;
    private int reconnecting;

    /// <param name="open">Opens a connection to the host that is ready for the session's requests.</param>
    public HostPool(Host host, Configuration config, Func<Task<Connection>> open)
    {
        this.host = host;
        this.config = config;
        this.open = open;
        host.CameUp += OnUp;
    }

    /// <summary>The least busy connection.</summary>
    /// <exception cref="DriverException">The host can't be reached, or it was just tried in vain.</exception>
    public async Task<Connection> GetAsync()
    {
        var ready = connections;
        if (ready.Length == 0)
        {
            ready = await FillAsync();
        }
        return ready.MinBy(connection => connection.InFlight)!;
    }

    public void Dispose()
    {
        host.CameUp -= OnUp;
        ending.Cancel();
        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    /// <summary>Has as many connections as there are to be; those that there are already stay.</summary>
    private async Task<Connection[]> FillAsync()
    {
        if (Environment.TickCount64 < Volatile.Read(ref notBefore))
        {
            throw new ConnectionLostException(host.Address, wasSent: false);
        }
        await opening.WaitAsync(ending.Token);
        try
        {
            var missing = config.PoolingOptions.CoreConnectionsPerHost - connections.Length;
            for (; missing > 0; missing--)
            {
                Add(await open());
            }
            return connections is { Length: > 0 } ready
                ? ready
                : throw new ConnectionLostException(host.Address, wasSent: false);
        }
        catch (DriverException)
        {
            host.SetDown();
            Reconnect();
            throw;
        }
        finally
        {
            opening.Release();
        }
    }

    private void Add(Connection connection)
    {
        lock (ending)
        {
            connections = [.. connections, connection];
        }
        host.Connected();
        connection.Closed += OnClosed;
        // It may have ended, or the session, before anybody listened.
        if (ending.IsCancellationRequested)
        {
            connection.Dispose();
        }
        if (connection.IsClosed)
        {
            OnClosed(connection);
        }
    }

    private void OnClosed(Connection connection)
    {
        lock (ending)
        {
            if (!connections.Contains(connection))
            {
                return;
            }
            connections = [.. connections.Where(other => other != connection)];
        }
        host.Disconnected(isLost: !ending.IsCancellationRequested);
        Reconnect();
    }

    private void OnUp(Host _) => Volatile.Write(ref notBefore, 0);

    private void Reconnect()
    {
        if (!ending.IsCancellationRequested && Interlocked.Exchange(ref reconnecting, 1) == 0)
        {
            _ = ReconnectAsync();
        }
    }

    private async Task ReconnectAsync()
    {
        var schedule = config.ReconnectionPolicy.NewSchedule();
        try
        {
            do
            {
                var delay = schedule.NextDelayMs();
                // Requests meanwhile go to other hosts at once instead of waiting for this one.
                Volatile.Write(ref notBefore, Environment.TickCount64 + delay);
                await Task.Delay(TimeSpan.FromMilliseconds(delay), ending.Token);
                Volatile.Write(ref notBefore, 0);
            } while (!await TryFillAsync());
        }
        catch (OperationCanceledException)
        {
            // The session ended.
        }
        finally
        {
            Volatile.Write(ref reconnecting, 0);
        }
        if (connections.Length < config.PoolingOptions.CoreConnectionsPerHost)
        {
            // Lost again before anybody would have been told.
            Reconnect();
        }
    }

    private async Task<bool> TryFillAsync()
    {
        try
        {
            await FillAsync();
            return true;
        }
        catch (DriverException)
        {
            // Still down: the next try comes later.
            return false;
        }
    }
}
