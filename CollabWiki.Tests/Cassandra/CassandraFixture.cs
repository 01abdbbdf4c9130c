using Cassandra;
using CollabWiki.Tests.Cassandra;

[assembly: AssemblyFixture(typeof(CassandraFixture))]

namespace CollabWiki.Tests.Cassandra;

/// <summary>The real Cassandra that ./test.sh starts, with a keyspace for this run, dropped at its end.</summary>
public sealed class CassandraFixture : IAsyncLifetime
{
    /// <summary>Where the server is: "host:port".</summary>
    public const string Variable = "COLLABWIKI_TEST_CASSANDRA";

    private readonly SemaphoreSlim connecting = new(1, 1);
    private Cluster? cluster;
    private ISession? session;

    public string Keyspace { get; } = $"test_{Guid.NewGuid():N}";

    /// <summary>A session in this run's keyspace, with quorum reads and writes; the test is skipped when no server is told.</summary>
    public async Task<ISession> SessionAsync()
    {
        await connecting.WaitAsync();
        try
        {
            if (session is null)
            {
                cluster = Builder().Build();
                using var without = await cluster.ConnectAsync("system");
                await without.ExecuteAsync(
                    new SimpleStatement(
                        $"CREATE KEYSPACE {Keyspace} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
                    )
                );
                session = await cluster.ConnectAsync(Keyspace);
            }
            return session;
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>The way to the server; the test is skipped when none is told.</summary>
    public static (string Host, int Port) Server()
    {
        var told = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(
            told.Length == 0,
            $"Needs a Cassandra: ./test.sh starts one and names it in {Variable}."
        );
        var parts = told.Split(':');
        return (
            parts[0],
            parts.Length > 1
                ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)
                : 9042
        );
    }

    public static Builder Builder()
    {
        var (host, port) = Server();
        return Cluster
            .Builder()
            .AddContactPoint(host)
            .WithPort(port)
            .WithQueryOptions(
                new QueryOptions()
                    .SetConsistencyLevel(ConsistencyLevel.LocalQuorum)
                    .SetSerialConsistencyLevel(ConsistencyLevel.LocalSerial)
            )
            .WithRetryPolicy(new IdempotenceAwareRetryPolicy(new DefaultRetryPolicy()));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE {Keyspace}"));
        }
        cluster?.Dispose();
    }
}
