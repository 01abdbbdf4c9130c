namespace Cassandra.Connections;

/// <summary>A session's connections to one host: opened when first needed, and again by themselves, with back-off, when the host was lost.</summary>
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

    private async Task<Connection[]> FillAsync()
    {
        if (Environment.TickCount64 < Volatile.Read(ref notBefore))
        {
            throw new ConnectionLostException(host.Address, wasSent: false);
        }
        await opening.WaitAsync(ending.Token);
        try
        {
            if (connections.Length > 0)
            {
                return connections;
            }
            var opened = new List<Connection>();
            var count = config.PoolingOptions.CoreConnectionsPerHost;
            for (var i = 0; i < count; i++)
            {
                opened.Add(await open());
            }
            connections = [.. opened];
            foreach (var connection in opened)
            {
                connection.Closed += OnClosed;
                if (connection.IsClosed)
                {
                    OnClosed(connection);
                }
            }
            host.SetUp();
            return connections.Length > 0
                ? connections
                : throw new ConnectionLostException(host.Address, wasSent: false);
        }
        catch (DriverException)
        {
            Lose();
            throw;
        }
        finally
        {
            opening.Release();
        }
    }

    private void OnClosed(Connection connection)
    {
        lock (ending)
        {
            connections = [.. connections.Where(other => other != connection)];
        }
        if (connections.Length == 0 && !ending.IsCancellationRequested)
        {
            Lose();
        }
    }

    private void OnUp(Host _) => Volatile.Write(ref notBefore, 0);

    private void Lose()
    {
        host.SetDown();
        if (Interlocked.Exchange(ref reconnecting, 1) == 0)
        {
            _ = ReconnectAsync();
        }
    }

    private async Task ReconnectAsync()
    {
        var schedule = config.ReconnectionPolicy.NewSchedule();
        try
        {
            while (!ending.IsCancellationRequested)
            {
                var delay = schedule.NextDelayMs();
                // Requests meanwhile go to other hosts at once instead of waiting for this one.
                Volatile.Write(ref notBefore, Environment.TickCount64 + delay);
                await Task.Delay(TimeSpan.FromMilliseconds(delay), ending.Token);
                Volatile.Write(ref notBefore, 0);
                try
                {
                    await FillAsync();
                    return;
                }
                catch (DriverException)
                {
                    // Still down: the next try comes later.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended.
        }
        finally
        {
            Volatile.Write(ref reconnecting, 0);
        }
    }
}
