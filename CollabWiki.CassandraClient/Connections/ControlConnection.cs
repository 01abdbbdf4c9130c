using System.Net;
using Cassandra.Protocol;

namespace Cassandra.Connections;

/// <summary>
/// One connection for what concerns the cluster as a whole: which hosts there are, which go and come, how keyspaces are replicated. When its host dies it
/// moves to another one. It also settles which protocol is spoken.
/// </summary>
internal sealed class ControlConnection(Metadata metadata, Configuration config, int port)
    : IDisposable
{
    private static readonly TimeSpan AgreementTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AgreementPause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile Connection? current;
    private Connection? lost;
    private IReadOnlyList<IPEndPoint> contactPoints = [];

    /// <summary>The protocol that the cluster speaks; known once it was connected.</summary>
    public byte Version { get; private set; } = config.MaxProtocolVersion;

    /// <exception cref="NoHostAvailableException">None of the contact points can be reached.</exception>
    public async Task StartAsync(IReadOnlyList<IPEndPoint> points)
    {
        contactPoints = points;
        await ConnectAsync();
    }

    /// <summary>The names of a table's partition key columns, in their order; empty when they can't be told.</summary>
    public async Task<IReadOnlyList<string>> ReadPartitionKeyAsync(string keyspace, string table)
    {
        // From protocol v4 on, PREPARED says it; what speaks only v3 is Cassandra 2.1.
        var rows = await QueryAsync(
            "SELECT column_name, component_index, type FROM system.schema_columns WHERE keyspace_name = ? AND columnfamily_name = ?",
            keyspace,
            table
        );
        return
        [
            .. rows.Where(row => row.GetValue<string>("type") == "partition_key")
                .OrderBy(row => row.GetValue<int?>("component_index") ?? 0)
                .Select(row => row.GetValue<string>("column_name")),
        ];
    }

    /// <summary>
    /// Waits until all hosts that are up have the same schema; false when they hadn't after ten seconds. Asks the host that made the change:
    /// others may all agree on what was before it.
    /// </summary>
    public async Task<bool> WaitForAgreementAsync(Connection changed)
    {
        var until = Environment.TickCount64 + (long)AgreementTime.TotalMilliseconds;
        while (!await HaveAgreedAsync(changed))
        {
            if (Environment.TickCount64 > until)
            {
                return false;
            }
            await Task.Delay(AgreementPause, ending.Token);
        }
        await ReadKeyspacesAsync();
        return true;
    }

    public void Dispose()
    {
        ending.Cancel();
        current?.Dispose();
    }

    private async Task<bool> HaveAgreedAsync(Connection asked)
    {
        var local = await QueryAsync(
            asked,
            "SELECT schema_version FROM system.local WHERE key = 'local'"
        );
        var versions = local.Select(row => row.GetValue<Guid?>(0)).ToHashSet();
        foreach (
            var row in await QueryAsync(
                asked,
                "SELECT peer, rpc_address, schema_version FROM system.peers"
            )
        )
        {
            if (AddressOf(row) is { } address && metadata.GetHost(address)?.IsUp == true)
            {
                versions.Add(row.GetValue<Guid?>("schema_version"));
            }
        }
        return versions.Count == 1;
    }

    private async Task ConnectAsync()
    {
        var errors = new Dictionary<IPEndPoint, Exception>();
        var known = metadata.AllHosts().OrderByDescending(host => host.IsUp);
        foreach (var address in known.Select(host => host.Address).Concat(contactPoints).Distinct())
        {
            try
            {
                await TakeAsync(await OpenAsync(address));
                return;
            }
            catch (DriverException failure)
            {
                errors[address] = failure;
            }
        }
        throw new NoHostAvailableException(errors);
    }

    private async Task TakeAsync(Connection connection)
    {
        current = connection;
        try
        {
            await SubscribeAsync(connection);
            await RefreshAsync();
        }
        catch (DriverException)
        {
            connection.Dispose();
            throw;
        }
        connection.Closed += OnClosed;
        if (connection.IsClosed)
        {
            OnClosed(connection);
        }
    }

    private async Task<Connection> OpenAsync(IPEndPoint address)
    {
        try
        {
            return await Connection.OpenAsync(address, Version, config, OnEvent);
        }
        // Cassandra 2.1 answers a newer version with a server error; others with a protocol error, or they hang up.
        catch (Exception refused)
            when (Version > (byte)ProtocolVersion.V3
                && refused
                    is ProtocolErrorException
                        or ServerErrorException
                        or ConnectionLostException { WasSent: true }
            )
        {
            var older = await Connection.OpenAsync(
                address,
                (byte)ProtocolVersion.V3,
                config,
                OnEvent
            );
            Version = (byte)ProtocolVersion.V3;
            return older;
        }
    }

    private async Task SubscribeAsync(Connection connection)
    {
        var body = new BodyWriter();
        body.StringList(["TOPOLOGY_CHANGE", "STATUS_CHANGE", "SCHEMA_CHANGE"]);
        await connection.SendAsync(Opcode.Register, body, config.SocketOptions.ReadTimeoutMillis);
    }

    private void OnClosed(Connection connection)
    {
        // Once: what ended while it was taken is told twice.
        if (
            Interlocked.Exchange(ref lost, connection) != connection
            && !ending.IsCancellationRequested
        )
        {
            metadata.GetHost(connection.Host)?.SetDown();
            _ = ReconnectAsync();
        }
    }

    private async Task ReconnectAsync()
    {
        var schedule = config.ReconnectionPolicy.NewSchedule();
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync();
                return;
            }
            catch (DriverException)
            {
                // Nobody answers just now.
            }
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(schedule.NextDelayMs()), ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void OnEvent(Frame frame)
    {
        var body = Connection.BodyOf(frame);
        switch (body.String())
        {
            case "STATUS_CHANGE":
                var change = body.String();
                if (metadata.GetHost(body.Inet()) is not { } host)
                {
                    // A host that nobody has told of yet.
                    _ = TryAsync(RefreshAsync);
                }
                else if (change == "UP")
                {
                    host.SetUp();
                }
                else
                {
                    host.SetDown();
                }
                break;
            case "TOPOLOGY_CHANGE":
                _ = TryAsync(RefreshAsync);
                break;
            case "SCHEMA_CHANGE":
                _ = TryAsync(ReadKeyspacesAsync);
                break;
        }
    }

    // Asked for by an event: if it fails the connection is lost, and what follows reads everything anew.
    private static async Task TryAsync(Func<Task> refresh)
    {
        try
        {
            await refresh();
        }
        catch (DriverException)
        {
            return;
        }
    }

    private async Task RefreshAsync()
    {
        await refreshing.WaitAsync(ending.Token);
        try
        {
            await ReadHostsAsync();
            await ReadKeyspacesAsync();
        }
        finally
        {
            refreshing.Release();
        }
    }

    private async Task ReadHostsAsync()
    {
        var self = current!.Host;
        var found = new HashSet<Host>();
        var local = await QueryAsync(
            "SELECT cluster_name, data_center, rack, release_version, tokens FROM system.local WHERE key = 'local'"
        );
        foreach (var row in local)
        {
            metadata.ClusterName = row.GetValue<string>("cluster_name");
            var host = metadata.Add(self);
            Describe(host, row);
            host.SetUp();
            found.Add(host);
        }
        var peers = await QueryAsync(
            "SELECT peer, rpc_address, data_center, rack, release_version, tokens FROM system.peers"
        );
        foreach (var row in peers)
        {
            if (AddressOf(row) is not { } address || row.IsNull("data_center"))
            {
                // A row that a removed host left behind.
                continue;
            }
            var host = metadata.Add(address);
            Describe(host, row);
            found.Add(host);
        }
        foreach (var gone in metadata.AllHosts().Where(host => !found.Contains(host)).ToArray())
        {
            metadata.Remove(gone);
        }
        metadata.SetRing();
    }

    private static void Describe(Host host, Row row)
    {
        host.Datacenter = row.GetValue<string?>("data_center");
        host.Rack = row.GetValue<string?>("rack");
        host.Tokens = row.GetValue<IEnumerable<string>>("tokens").ToArray();
        var release = row.GetValue<string?>("release_version") ?? "";
        host.CassandraVersion = System.Version.TryParse(release.Split('-')[0], out var version)
            ? version
            : null;
    }

    private IPEndPoint? AddressOf(Row row)
    {
        var address = row.GetValue<IPAddress?>("rpc_address");
        if (address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            address = row.GetValue<IPAddress?>("peer");
        }
        return address is null ? null : new IPEndPoint(address, current?.Host.Port ?? port);
    }

    private async Task ReadKeyspacesAsync()
    {
        var found = new Dictionary<string, Replication>(StringComparer.Ordinal);
        foreach (var (name, strategy, options) in await KeyspacesAsync())
        {
            if (Replication.Parse(strategy, options) is { } replication)
            {
                found[name] = replication;
            }
        }
        metadata.SetKeyspaces(found);
    }

    private async Task<
        IEnumerable<(string, string, IEnumerable<KeyValuePair<string, string>>)>
    > KeyspacesAsync()
    {
        try
        {
            var rows = await QueryAsync(
                "SELECT keyspace_name, replication FROM system_schema.keyspaces"
            );
            return rows.Select(row =>
            {
                var options = row.GetValue<IDictionary<string, string>>("replication");
                return (
                    row.GetValue<string>("keyspace_name"),
                    options.TryGetValue("class", out var strategy) ? strategy : "",
                    options.AsEnumerable()
                );
            });
        }
        catch (InvalidQueryException)
        {
            // Before Cassandra 3.0.
            var rows = await QueryAsync(
                "SELECT keyspace_name, strategy_class, strategy_options FROM system.schema_keyspaces"
            );
            return rows.Select(row =>
                (
                    row.GetValue<string>("keyspace_name"),
                    row.GetValue<string>("strategy_class"),
                    Options(row.GetValue<string>("strategy_options")).AsEnumerable()
                )
            );
        }
    }

    // A flat JSON object of strings, such as {"replication_factor":"3"}.
    private static Dictionary<string, string> Options(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    private Task<IReadOnlyList<Row>> QueryAsync(string query, params object?[] values) =>
        QueryAsync(current ?? throw new NoHostAvailableException([]), query, values);

    private async Task<IReadOnlyList<Row>> QueryAsync(
        Connection connection,
        string query,
        params object?[] values
    )
    {
        var parameters = new Parameters(
            ConsistencyLevel.One,
            ConsistencyLevel.Serial,
            int.MaxValue,
            0,
            null
        );
        var (opcode, body) = Requests.Of(new SimpleStatement(query, values), parameters);
        var frame = await connection.SendAsync(
            opcode,
            body,
            config.SocketOptions.ReadTimeoutMillis
        );
        return Answers.ReadRows(Connection.BodyOf(frame)).Rows.ToArray();
    }
}
