using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using Cassandra;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>The wiki's keyspace on a cluster: connected when first needed, or by <see cref="OpenAsync"/>.</summary>
public sealed class CassandraDatabase(
    CassandraOptions options,
    ILogger<CassandraDatabase> logger,
    TimeProvider? clock = null
) : IAsyncDisposable
{
    /// <summary>How often a conditional write without an answer is sent.</summary>
    private const int MaxSends = 4;

    // Four sendings of a conditional write, each so long at most, end before people have waited for a quarter of a minute.
    private const int ReadTimeoutMillis = 2000;

    /// <summary>Reads and writes wait for a majority of the copies in the data centre.</summary>
    internal const string Consistency = "LOCAL_QUORUM";

    /// <summary>So do conditions.</summary>
    internal const string SerialConsistency = "LOCAL_SERIAL";

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly ConcurrentDictionary<string, Task<PreparedStatement>> prepared = new(
        StringComparer.Ordinal
    );
    private volatile Cluster? cluster;
    private volatile ISession? session;

    /// <summary>What requests take and come to.</summary>
    internal CassandraMeter Meter { get; } = new(clock ?? TimeProvider.System);

    /// <summary>The cluster as it was first reached; null before.</summary>
    internal ICluster? Reached => cluster;

    internal CassandraOptions Options => options;

    /// <summary>Connects, makes the keyspace and brings its tables up to date; tries for a while when no node answers, as at the start of everything.</summary>
    /// <exception cref="DriverException">It could not be reached, or not be used.</exception>
    public async Task OpenAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + patience;
        while (true)
        {
            try
            {
                await SessionAsync(ct);
                return;
            }
            catch (DriverException failure) when (!IsRefused(failure) && clock.GetUtcNow() < until)
            {
                logger.LogWarning(
                    "Cassandra at {ContactPoints} can’t be used yet: {Why} Trying again.",
                    options.ContactPoints,
                    failure.Message
                );
                await Task.Delay(RetryPause, clock, ct);
            }
        }
    }

    /// <summary>The first row of an answer; null when there is none.</summary>
    public async Task<Row?> FindAsync(string cql, CancellationToken ct, params object?[] values) =>
        (await ExecuteAsync(cql, values, ct)).FirstOrDefault();

    /// <summary>All rows of an answer.</summary>
    public async Task<IReadOnlyList<Row>> ReadAsync(
        string cql,
        CancellationToken ct,
        params object?[] values
    )
    {
        var answer = await ExecuteAsync(cql, values, ct);
        var rows = new List<Row>();
        while (true)
        {
            // Enumerating over the end of a page would block the thread.
            rows.AddRange(answer.Take(answer.GetAvailableWithoutFetching()));
            if (answer.IsFullyFetched)
            {
                return rows;
            }
            ct.ThrowIfCancellationRequested();
            await answer.FetchMoreResultsAsync();
        }
    }

    /// <summary>Writes rows that no condition ever guards; doing it twice is doing it once.</summary>
    public Task WriteAsync(string cql, CancellationToken ct, params object?[] values) =>
        ExecuteAsync(cql, values, ct);

    /// <summary>Asks whichever node comes next about what each knows for itself; the answer says which one it was.</summary>
    internal async Task<RowSet> AskNodeAsync(
        string cql,
        CancellationToken ct,
        params object?[] values
    )
    {
        ct.ThrowIfCancellationRequested();
        var connected = await SessionAsync(ct);
        var statement = new SimpleStatement(cql, values);
        statement.SetIdempotence(true);
        statement.SetConsistencyLevel(ConsistencyLevel.One);
        return await Meter.MeasureAsync(() => connected.ExecuteAsync(statement));
    }

    /// <summary>A statement with its values, for a batch.</summary>
    public async Task<BoundStatement> BindAsync(
        string cql,
        CancellationToken ct,
        params object?[] values
    ) => (await PrepareAsync(cql, ct)).Bind(values);

    /// <summary>
    /// Makes a conditional write. Where no answer tells what came of it, the same is sent again. When the condition doesn't hold,
    /// <paramref name="isMine"/> looks whether that is because an earlier sending was done after all.
    /// </summary>
    public async Task<bool> TryAsync(
        Statement statement,
        Func<Task<bool>> isMine,
        CancellationToken ct
    )
    {
        // Cut short by a caller it would leave the outcome open for no reason.
        ct.ThrowIfCancellationRequested();
        var connected = await SessionAsync(ct);
        for (var sends = 1; ; sends++)
        {
            try
            {
                var answer = await Meter.MeasureAsync(() => connected.ExecuteAsync(statement));
                return answer.First().GetValue<bool>("[applied]") || await isMine();
            }
            catch (Exception failure) when (IsOpen(failure) && sends < MaxSends)
            {
                Meter.Resending();
                await Task.Delay(RandomNumberGenerator.GetInt32(20, 100 * sends), ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.ShutdownAsync();
            cluster.Dispose();
        }
        Meter.Dispose();
        connecting.Dispose();
    }

    // Waiting doesn't make a wrong password right.
    private static bool IsRefused(DriverException failure) =>
        failure is NoHostAvailableException { Errors: { Count: > 0 } errors }
        && errors.Values.All(error => error is AuthenticationException);

    // Whether the write was done isn't known, or the nodes may answer in a moment.
    private static bool IsOpen(Exception failure) =>
        failure
            is QueryTimeoutException
                or OperationTimedOutException
                or UnavailableException
                or OverloadedException
                or IsBootstrappingException
                or NoHostAvailableException
                or BusyPoolException
                or IOException
                or SocketException
        || (
            failure is DriverException and not QueryValidationException and not InvalidTypeException
        );

    private async Task<RowSet> ExecuteAsync(string cql, object?[] values, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var statement = (await PrepareAsync(cql, ct)).Bind(values);
        statement.SetIdempotence(true);
        var connected = await SessionAsync(ct);
        return await Meter.MeasureAsync(() => connected.ExecuteAsync(statement));
    }

    private async Task<PreparedStatement> PrepareAsync(string cql, CancellationToken ct)
    {
        var connected = await SessionAsync(ct);
        try
        {
            return await prepared.GetOrAdd(cql, connected.PrepareAsync);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The next one who needs it tries anew.
            prepared.TryRemove(cql, out _);
            throw;
        }
    }

    private async Task<ISession> SessionAsync(CancellationToken ct)
    {
        if (session is { } ready)
        {
            return ready;
        }
        await connecting.WaitAsync(ct);
        try
        {
            return session ??= await ConnectAsync(ct);
        }
        finally
        {
            connecting.Release();
        }
    }

    private async Task<ISession> ConnectAsync(CancellationToken ct)
    {
        cluster?.Dispose();
        var built = Builder().Build();
        cluster = built;
        using (var without = await built.ConnectAsync("system"))
        {
            await CassandraMigrations.MakeKeyspaceAsync(without, options);
        }
        var connected = await built.ConnectAsync(options.Keyspace);
        await CassandraMigrations.RunAsync(connected, options, ct);
        logger.LogInformation(
            "Connected to Cassandra, keyspace {Keyspace}, {Hosts} nodes.",
            options.Keyspace,
            built.AllHosts().Count
        );
        return connected;
    }

    private Builder Builder()
    {
        var child =
            options.Datacenter.Length > 0
                ? new DCAwareRoundRobinPolicy(options.Datacenter)
                : new DCAwareRoundRobinPolicy();
        var builder = Cluster
            .Builder()
            .AddContactPoints([.. options.ContactPoints])
            .WithPort(options.Port)
            .WithLoadBalancingPolicy(new TokenAwarePolicy(child))
            // The default one would send writes again that may have been done.
            .WithRetryPolicy(new IdempotenceAwareRetryPolicy(new DefaultRetryPolicy()))
            // A node that comes back is used again within seconds.
            .WithReconnectionPolicy(new ExponentialReconnectionPolicy(500, 10_000))
            .WithSocketOptions(new SocketOptions().SetReadTimeoutMillis(ReadTimeoutMillis))
            .WithPoolingOptions(PoolingOptions.Create().SetHeartBeatInterval(5000))
            .WithQueryOptions(
                new QueryOptions()
                    .SetConsistencyLevel(ConsistencyLevel.LocalQuorum)
                    .SetSerialConsistencyLevel(ConsistencyLevel.LocalSerial)
            );
        if (options.User.Length > 0)
        {
            builder.WithCredentials(options.User, options.Password);
        }
        // Certificates name the addresses by which the nodes are reached; a look-up of their names would trust the DNS.
        return options.UsesTls
            ? builder.WithSSL(new SSLOptions().SetHostNameResolver(address => address.ToString()))
            : builder;
    }
}
