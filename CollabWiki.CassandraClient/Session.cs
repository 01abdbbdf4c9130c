using System.Collections.Concurrent;
using System.Net;
using Cassandra.Connections;
using Cassandra.Protocol;

namespace Cassandra;

/// <summary>Where statements are executed.</summary>
public interface ISession : IDisposable
{
    string? Keyspace { get; }

    ICluster Cluster { get; }

    /// <exception cref="DriverException">As its kinds say; after a time-out whether a write was done isn't known.</exception>
    Task<RowSet> ExecuteAsync(IStatement statement);

    /// <summary>Lets a server parse a statement. Keep what it gives.</summary>
    Task<PreparedStatement> PrepareAsync(string cqlQuery);

    Task ShutdownAsync();
}

/// <summary>Sends each statement to the hosts of its plan in turn, as far as that can do no harm.</summary>
internal sealed class Session(Cluster cluster, string? keyspace) : ISession
{
    private readonly ConcurrentDictionary<IPEndPoint, HostPool> pools = new();
    private readonly ConcurrentDictionary<(string, string), Task<IReadOnlyList<string>>> keys =
        new();
    private readonly MonotonicClock clock = new();
    private readonly Configuration config = cluster.Configuration;

    public string? Keyspace => keyspace;

    public ICluster Cluster => cluster;

    public Task<RowSet> ExecuteAsync(IStatement statement) =>
        ExecuteAsync((Statement)statement, ((Statement)statement).PagingState);

    public async Task<PreparedStatement> PrepareAsync(string cqlQuery)
    {
        var errors = new Dictionary<IPEndPoint, Exception>();
        foreach (var host in config.LoadBalancingPolicy.NewQueryPlan(keyspace, null))
        {
            try
            {
                var connection = await PoolOf(host).GetAsync();
                var prepared = await PrepareAsync(connection, cqlQuery);
                prepared.RoutingIndexes ??= await FindRoutingAsync(prepared);
                return prepared;
            }
            catch (DriverException failure)
                when (failure
                        is ConnectionLostException
                            or OperationTimedOutException
                            or BusyPoolException
                            or OverloadedException
                            or IsBootstrappingException
                )
            {
                errors[host.Address] = failure;
            }
        }
        throw new NoHostAvailableException(errors);
    }

    public Task ShutdownAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var pool in pools.Values)
        {
            pool.Dispose();
        }
    }

    /// <exception cref="InvalidQueryException">There is no such keyspace.</exception>
    internal async Task CheckKeyspaceAsync()
    {
        var errors = new Dictionary<IPEndPoint, Exception>();
        foreach (var host in config.LoadBalancingPolicy.NewQueryPlan(keyspace, null))
        {
            try
            {
                await PoolOf(host).GetAsync();
                return;
            }
            catch (DriverException failure) when (failure is not InvalidQueryException)
            {
                errors[host.Address] = failure;
            }
        }
        throw new NoHostAvailableException(errors);
    }

    private async Task<RowSet> ExecuteAsync(Statement statement, byte[]? pagingState)
    {
        var attempt = new Attempt(statement, pagingState, config, clock);
        var errors = new Dictionary<IPEndPoint, Exception>();
        var tried = new List<IPEndPoint>();
        foreach (var host in config.LoadBalancingPolicy.NewQueryPlan(keyspace, statement))
        {
            Connection connection;
            try
            {
                connection = await PoolOf(host).GetAsync();
            }
            catch (DriverException failure)
            {
                errors[host.Address] = failure;
                continue;
            }
            tried.Add(host.Address);
            var onThisHost = true;
            while (onThisHost)
            {
                try
                {
                    return await SendAsync(connection, statement, attempt, tried);
                }
                catch (DriverException failure)
                {
                    errors[host.Address] = failure;
                    var decision = attempt.Decide(failure);
                    if (decision.DecisionType == RetryDecision.RetryDecisionType.Ignore)
                    {
                        return Nothing(attempt, tried);
                    }
                    if (decision.DecisionType == RetryDecision.RetryDecisionType.Rethrow)
                    {
                        throw;
                    }
                    onThisHost = decision.UseCurrentHost && !connection.IsClosed;
                }
            }
        }
        throw new NoHostAvailableException(errors);
    }

    private HostPool PoolOf(Host host) =>
        pools.GetOrAdd(
            host.Address,
            _ => new HostPool(host, config, () => OpenAsync(host.Address))
        );

    private async Task<Connection> OpenAsync(IPEndPoint address)
    {
        var connection = await Connection.OpenAsync(address, cluster.Control.Version, config);
        if (keyspace is not null)
        {
            try
            {
                var use = new SimpleStatement($"USE \"{keyspace}\"");
                var (opcode, body) = Requests.Of(
                    use,
                    new Attempt(use, null, config, clock).Parameters
                );
                await connection.SendAsync(opcode, body, config.SocketOptions.ReadTimeoutMillis);
            }
            catch (DriverException)
            {
                connection.Dispose();
                throw;
            }
        }
        return connection;
    }

    private async Task<RowSet> SendAsync(
        Connection connection,
        Statement statement,
        Attempt attempt,
        List<IPEndPoint> tried
    )
    {
        var frame = await SendPreparedAsync(connection, statement, attempt);
        var body = Connection.BodyOf(frame, out var warnings);
        var (metadata, rows, changedSchema) = Answers.ReadRows(body);
        if (changedSchema)
        {
            await cluster.Control.WaitForAgreementAsync(connection);
        }
        var info = new ExecutionInfo
        {
            QueriedHost = connection.Host,
            TriedHosts = [.. tried],
            AchievedConsistency = attempt.Parameters.Consistency,
            Warnings = warnings,
        };
        return new RowSet(
            metadata,
            rows,
            info,
            statement.AutoPage ? state => ExecuteAsync(statement, state) : null
        );
    }

    /// <summary>Sends; a host that forgot a prepared statement is told it again first.</summary>
    private async Task<Frame> SendPreparedAsync(
        Connection connection,
        Statement statement,
        Attempt attempt
    )
    {
        var prepared = PreparedIn(statement);
        for (var forgotten = 0; ; forgotten++)
        {
            try
            {
                var (opcode, body) = Requests.Of(statement, attempt.Parameters);
                return await connection.SendAsync(opcode, body, attempt.TimeoutMillis);
            }
            catch (PreparedQueryNotFoundException failure) when (forgotten <= prepared.Count)
            {
                var lost =
                    prepared.FirstOrDefault(one => one.Id.AsSpan().SequenceEqual(failure.UnknownId))
                    ?? throw new ProtocolErrorException(
                        "The server asks for a statement that wasn’t sent."
                    );
                var again = await PrepareAsync(connection, lost.QueryString);
                if (!again.Id.AsSpan().SequenceEqual(lost.Id))
                {
                    throw new InvalidQueryException(
                        $"The statement means something else now, prepare it anew: {lost.QueryString}"
                    );
                }
            }
        }
    }

    private async Task<PreparedStatement> PrepareAsync(Connection connection, string query)
    {
        var body = new BodyWriter();
        body.LongString(query);
        var timeout = config.SocketOptions.ReadTimeoutMillis;
        var frame = await connection.SendAsync(Opcode.Prepare, body, timeout);
        return Answers.ReadPrepared(Connection.BodyOf(frame), query, connection.Version);
    }

    private async Task<int[]?> FindRoutingAsync(PreparedStatement prepared)
    {
        var columns = prepared.Variables.Columns;
        if (columns.Length == 0)
        {
            return null;
        }
        var table = (columns[0].Keyspace, columns[0].Table);
        var names = await keys.GetOrAdd(
            table,
            key => cluster.Control.ReadPartitionKeyAsync(key.Item1, key.Item2)
        );
        var indexes = names
            .Select(name => Array.FindIndex(columns, column => column.Name == name))
            .ToArray();
        return indexes.Length == 0 || indexes.Contains(-1) ? null : indexes;
    }

    private static List<PreparedStatement> PreparedIn(Statement statement) =>
        statement switch
        {
            BoundStatement bound => [bound.PreparedStatement],
            BatchStatement batch =>
            [
                .. batch
                    .Statements.OfType<BoundStatement>()
                    .Select(bound => bound.PreparedStatement)
                    .Distinct(),
            ],
            _ => [],
        };

    private static RowSet Nothing(Attempt attempt, List<IPEndPoint> tried) =>
        new(
            null,
            new Queue<Row>(),
            new ExecutionInfo
            {
                QueriedHost = tried[^1],
                TriedHosts = [.. tried],
                AchievedConsistency = attempt.Parameters.Consistency,
            },
            null
        );
}
