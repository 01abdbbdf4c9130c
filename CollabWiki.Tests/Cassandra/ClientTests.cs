using System.Net;
using Cassandra;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>The client against a real server.</summary>
[Trait("layer", "cassandra")]
public sealed class ClientTests(CassandraFixture fixture)
{
    [Fact]
    public async Task Every_type_that_the_stores_use_comes_back_as_it_went()
    {
        var session = await TableAsync(
            "kinds",
            "id int PRIMARY KEY, t text, b bigint, f boolean, d double, u uuid, tu timeuuid, bytes blob, at timestamp, ip inet, list list<text>, ids set<uuid>, map map<text, text>"
        );
        var insert = await session.PrepareAsync(
            $"INSERT INTO {fixture.Keyspace}.kinds (id, t, b, f, d, u, tu, bytes, at, ip, list, ids, map) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        var id = Guid.NewGuid();
        var time = TimeUuid.NewId();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
        await session.ExecuteAsync(
            insert.Bind(
                1,
                "é 漢 👩‍👩‍👧",
                long.MinValue,
                true,
                -0.5,
                id,
                time,
                new byte[] { 0, 255 },
                at,
                IPAddress.IPv6Loopback,
                new[] { "b", "a" },
                new[] { id },
                new Dictionary<string, string> { ["k"] = "v" }
            )
        );

        var row = (await QueryAsync(session, "SELECT * FROM kinds WHERE id = 1")).Single();

        Assert.Equal("é 漢 👩‍👩‍👧", row.GetValue<string>("t"));
        Assert.Equal(long.MinValue, row.GetValue<long>("b"));
        Assert.True(row.GetValue<bool>("f"));
        Assert.Equal(-0.5, row.GetValue<double>("d"));
        Assert.Equal(id, row.GetValue<Guid>("u"));
        Assert.Equal(time, row.GetValue<TimeUuid>("tu"));
        Assert.Equal([0, 255], row.GetValue<byte[]>("bytes"));
        Assert.Equal(at, row.GetValue<DateTimeOffset>("at"));
        Assert.Equal(IPAddress.IPv6Loopback, row.GetValue<IPAddress>("ip"));
        Assert.Equal(["b", "a"], row.GetValue<IEnumerable<string>>("list"));
        Assert.Equal([id], row.GetValue<IEnumerable<Guid>>("ids"));
        Assert.Equal("v", row.GetValue<IDictionary<string, string>>("map")["k"]);
    }

    [Fact]
    public async Task Null_is_null_and_no_number()
    {
        var session = await TableAsync("nulls", "id int PRIMARY KEY, n int");
        await QueryAsync(session, "INSERT INTO nulls (id, n) VALUES (1, null)");

        var row = (await QueryAsync(session, "SELECT n FROM nulls")).Single();

        Assert.True(row.IsNull("n"));
        Assert.Null(row.GetValue<int?>("n"));
        Assert.Throws<InvalidOperationException>(() => row.GetValue<int>("n"));
        Assert.Throws<ArgumentException>(() => row.GetValue<int>("other"));
    }

    [Fact]
    public async Task Many_requests_share_a_connection()
    {
        var session = await TableAsync("many", "id int PRIMARY KEY, text text");
        var insert = await session.PrepareAsync(
            $"INSERT INTO {fixture.Keyspace}.many (id, text) VALUES (?, ?)"
        );
        var select = await session.PrepareAsync(
            $"SELECT text FROM {fixture.Keyspace}.many WHERE id = ?"
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, 1000)
                .Select(i => session.ExecuteAsync(insert.Bind(i, new string('x', i))))
        );

        var read = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(i => session.ExecuteAsync(select.Bind(i)))
        );

        Assert.Equal(
            Enumerable.Range(0, 1000),
            read.Select(rows => rows.Single().GetValue<string>(0).Length)
        );
    }

    [Fact]
    public async Task Pages_are_fetched_as_they_are_asked_for()
    {
        var session = await TableAsync("pages", "p int, c int, PRIMARY KEY (p, c)");
        for (var i = 0; i < 25; i++)
        {
            await QueryAsync(session, $"INSERT INTO pages (p, c) VALUES (1, {i})");
        }
        var query = new SimpleStatement(
            $"SELECT c FROM {fixture.Keyspace}.pages WHERE p = 1"
        ).SetPageSize(10);

        var rows = await session.ExecuteAsync(query);
        var counts = new List<int>();
        var seen = new List<int>();
        while (true)
        {
            var available = rows.GetAvailableWithoutFetching();
            counts.Add(available);
            seen.AddRange(rows.Take(available).Select(row => row.GetValue<int>(0)));
            if (rows.IsFullyFetched)
            {
                break;
            }
            await rows.FetchMoreResultsAsync();
        }

        Assert.Equal([10, 10, 5], counts);
        Assert.Equal(Enumerable.Range(0, 25), seen);
        Assert.Empty(rows);
    }

    [Fact]
    public async Task A_paging_state_goes_on_where_a_page_ended()
    {
        var session = await TableAsync("states", "p int, c int, PRIMARY KEY (p, c)");
        for (var i = 0; i < 5; i++)
        {
            await QueryAsync(session, $"INSERT INTO states (p, c) VALUES (1, {i})");
        }
        SimpleStatement Query() => new($"SELECT c FROM {fixture.Keyspace}.states WHERE p = 1");
        var first = await session.ExecuteAsync(Query().SetPageSize(3).SetAutoPage(false));

        var second = await session.ExecuteAsync(
            Query().SetPageSize(3).SetPagingState(first.PagingState!)
        );

        Assert.Equal([3, 4], second.Select(row => row.GetValue<int>(0)));
    }

    [Fact]
    public async Task A_conditional_write_says_whether_it_was_done_and_what_stood_there()
    {
        var session = await TableAsync("lwt", "id int PRIMARY KEY, who text");
        var insert = await session.PrepareAsync(
            $"INSERT INTO {fixture.Keyspace}.lwt (id, who) VALUES (?, ?) IF NOT EXISTS"
        );

        var first = (await session.ExecuteAsync(insert.Bind(1, "anna"))).Single();
        var second = (await session.ExecuteAsync(insert.Bind(1, "ben"))).Single();

        Assert.True(first.GetValue<bool>("[applied]"));
        Assert.False(second.GetValue<bool>("[applied]"));
        Assert.Equal("anna", second.GetValue<string>("who"));
    }

    [Theory]
    [InlineData(BatchType.Logged)]
    [InlineData(BatchType.Unlogged)]
    public async Task A_batch_writes_all_of_it(BatchType type)
    {
        var table = $"batch{(int)type}";
        var session = await TableAsync(table, "p int, c int, PRIMARY KEY (p, c)");
        var insert = await session.PrepareAsync(
            $"INSERT INTO {fixture.Keyspace}.{table} (p, c) VALUES (?, ?)"
        );
        var batch = new BatchStatement()
            .SetBatchType(type)
            .Add(insert.Bind(1, 1))
            .Add(
                new SimpleStatement($"INSERT INTO {fixture.Keyspace}.{table} (p, c) VALUES (1, 2)")
            );

        await session.ExecuteAsync(batch);

        Assert.Equal(2, (await QueryAsync(session, $"SELECT c FROM {table}")).Count());
    }

    [Fact]
    public async Task A_conditional_batch_is_all_or_nothing()
    {
        var session = await TableAsync("casbatch", "p int, c int, n int, PRIMARY KEY (p, c)");
        await QueryAsync(session, "INSERT INTO casbatch (p, c, n) VALUES (1, 0, 1)");
        BatchStatement Batch(int expected, int row) =>
            new BatchStatement()
                .Add(
                    new SimpleStatement(
                        $"UPDATE {fixture.Keyspace}.casbatch SET n = {expected + 1} WHERE p = 1 AND c = 0 IF n = {expected}"
                    )
                )
                .Add(
                    new SimpleStatement(
                        $"INSERT INTO {fixture.Keyspace}.casbatch (p, c) VALUES (1, {row})"
                    )
                );

        var stale = (await session.ExecuteAsync(Batch(7, 70))).First();
        var right = (await session.ExecuteAsync(Batch(1, 10))).First();

        Assert.False(stale.GetValue<bool>("[applied]"));
        Assert.True(right.GetValue<bool>("[applied]"));
        var rows = await QueryAsync(session, "SELECT c FROM casbatch WHERE p = 1");
        Assert.Equal([0, 10], rows.Select(row => row.GetValue<int>("c")));
    }

    [Fact]
    public async Task A_contact_point_that_is_dead_does_no_harm()
    {
        var (host, port) = CassandraFixture.Server();
        using var cluster = Cluster
            .Builder()
            .AddContactPoint(new IPEndPoint(IPAddress.Loopback, 1))
            .AddContactPoint("no-such-host.invalid")
            .AddContactPoint(host)
            .WithPort(port)
            .Build();

        using var session = await cluster.ConnectAsync("system");

        Assert.Equal(port, Assert.Single(cluster.AllHosts()).Address.Port);
    }

    [Fact]
    public async Task Without_any_host_each_one_is_named_with_its_reason()
    {
        var nowhere = new IPEndPoint(IPAddress.Loopback, 1);
        using var cluster = Cluster.Builder().AddContactPoint(nowhere).Build();

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            cluster.ConnectAsync()
        );

        Assert.Equal([nowhere], failure.Errors.Keys);
    }

    [Fact]
    public async Task Errors_of_the_server_have_their_types()
    {
        var session = await TableAsync("errors", "id int PRIMARY KEY");

        await Assert.ThrowsAsync<SyntaxError>(() => QueryAsync(session, "SELEKT 1"));
        await Assert.ThrowsAsync<InvalidQueryException>(() =>
            QueryAsync(session, "SELECT id FROM nothing_there")
        );
        var there = await Assert.ThrowsAsync<AlreadyExistsException>(() =>
            QueryAsync(session, "CREATE TABLE errors (id int PRIMARY KEY)")
        );
        Assert.Equal("errors", there.Table);
        var few = await Assert.ThrowsAsync<UnavailableException>(() =>
            session.ExecuteAsync(
                new SimpleStatement($"SELECT id FROM {fixture.Keyspace}.errors WHERE id = 1")
                    .SetConsistencyLevel(ConsistencyLevel.Three)
                    .SetRetryPolicy(FallthroughRetryPolicy.Instance)
            )
        );
        Assert.Equal((3, 1), (few.RequiredReplicas, few.AliveReplicas));
        Assert.Throws<InvalidTypeException>(() =>
            _ = new SimpleStatement("", new object()).SetRoutingValues(new object())
        );
    }

    [Fact]
    public async Task A_keyspace_that_is_not_there_is_refused()
    {
        using var cluster = CassandraFixture.Builder().Build();

        await Assert.ThrowsAsync<InvalidQueryException>(() =>
            cluster.ConnectAsync("no_such_keyspace")
        );
    }

    [Fact]
    public async Task Tokens_are_those_of_the_server()
    {
        var session = await TableAsync("tokens", "k blob PRIMARY KEY");
        var random = new Random(1);
        var insert = await session.PrepareAsync(
            $"INSERT INTO {fixture.Keyspace}.tokens (k) VALUES (?)"
        );
        for (var length = 1; length <= 70; length++)
        {
            var key = new byte[length];
            random.NextBytes(key);
            await session.ExecuteAsync(insert.Bind(key));
        }

        var rows = await QueryAsync(session, "SELECT k, token(k) FROM tokens");

        Assert.All(
            rows.ToList(),
            row => Assert.Equal(row.GetValue<long>(1), Murmur3.Token(row.GetValue<byte[]>(0)))
        );
    }

    [Fact]
    public async Task A_bound_statement_knows_its_partition()
    {
        var session = await TableAsync("routed", "a text, b int, c int, PRIMARY KEY ((a, b), c)");
        var select = await session.PrepareAsync(
            $"SELECT c, token(a, b) FROM {fixture.Keyspace}.routed WHERE c = ? AND b = ? AND a = ?"
        );
        await QueryAsync(session, "INSERT INTO routed (a, b, c) VALUES ('x', 7, 1)");

        var bound = select.Bind(1, 7, "x");
        var row = (await session.ExecuteAsync(bound)).Single();

        Assert.Equal(row.GetValue<long>(1), Murmur3.Token(bound.RoutingKey!.RawRoutingKey));
    }

    [Fact]
    public async Task The_protocol_is_the_newest_that_both_speak()
    {
        using var cluster = CassandraFixture
            .Builder()
            .WithMaxProtocolVersion(ProtocolVersion.V4)
            .Build();
        using var session = await cluster.ConnectAsync("system");

        var release = Assert.Single(cluster.AllHosts()).CassandraVersion!;

        // Cassandra 2.1 speaks no newer one than 3.
        Assert.Equal(release < new System.Version(2, 2) ? 3 : 4, cluster.Control.Version);
    }

    [Fact]
    public async Task Where_a_keyspace_has_its_copies_is_known_as_soon_as_somebody_else_made_it()
    {
        using var cluster = CassandraFixture.Builder().Build();
        using var watching = await cluster.ConnectAsync("system");
        var session = await fixture.SessionAsync();
        var keyspace = $"event_{Guid.NewGuid():N}";
        Assert.Empty(cluster.GetReplicas(keyspace, [1]));

        await QueryAsync(
            session,
            $"CREATE KEYSPACE {keyspace} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
        );
        await Wait.UntilAsync(() => cluster.GetReplicas(keyspace, [1]).Count == 1);

        await QueryAsync(session, $"DROP KEYSPACE {keyspace}");
        await Wait.UntilAsync(() => cluster.GetReplicas(keyspace, [1]).Count == 0);
    }

    [Fact]
    public async Task A_lost_connection_is_made_again()
    {
        var (host, port) = CassandraFixture.Server();
        await using var proxy = new TcpProxy(port, IPAddress.Parse(host));
        using var cluster = Cluster
            .Builder()
            .AddContactPoint(new IPEndPoint(IPAddress.Loopback, proxy.Url.Port))
            .WithReconnectionPolicy(new ConstantReconnectionPolicy(50))
            .WithLoadBalancingPolicy(new RoundRobinPolicy())
            .Build();
        using var session = await cluster.ConnectAsync("system");
        var query = new SimpleStatement("SELECT key FROM local");
        await session.ExecuteAsync(query);

        proxy.Cut();
        await Assert.ThrowsAnyAsync<DriverException>(() => session.ExecuteAsync(query));
        proxy.Mend();

        Assert.NotEmpty(await AnswerAsync(session, query));
    }

    // Each try fails at once while the host is down.
    private static async Task<RowSet> AnswerAsync(ISession session, IStatement query)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await session.ExecuteAsync(query);
            }
            catch (DriverException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(10, patience.Token);
            }
        }
    }

    private async Task<ISession> TableAsync(string name, string columns)
    {
        var session = await fixture.SessionAsync();
        await QueryAsync(session, $"CREATE TABLE {name} ({columns})");
        return session;
    }

    private static Task<RowSet> QueryAsync(ISession session, string cql) =>
        session.ExecuteAsync(new SimpleStatement(cql));
}
