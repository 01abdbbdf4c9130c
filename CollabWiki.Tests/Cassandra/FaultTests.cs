using Cassandra;
using Cassandra.Protocol;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>What the client does about a node that overloads, forgets, falls silent or dies in the middle of a word.</summary>
[Trait("layer", "unit")]
public sealed class FaultTests : IAsyncLifetime
{
    private const int Overloaded = 0x1001;
    private const int Bootstrapping = 0x1002;
    private const int Truncate = 0x1003;

    private readonly FakeCassandra first;
    private readonly FakeCassandra second;

    public FaultTests() => (first, second) = FakeCassandra.StartTwo();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Theory]
    [InlineData(Overloaded, typeof(OverloadedException))]
    [InlineData(Bootstrapping, typeof(IsBootstrappingException))]
    [InlineData(Truncate, typeof(TruncateException))]
    public async Task What_is_not_idempotent_is_not_sent_again(int code, Type kind)
    {
        AllAnswer(_ => FakeAnswer.Error(code, "not now"));
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        await Assert.ThrowsAsync(kind, () => session.ExecuteAsync(new SimpleStatement("WRITE")));

        Assert.Single(Sent());
    }

    [Theory]
    [InlineData(Overloaded)]
    [InlineData(Bootstrapping)]
    [InlineData(Truncate)]
    public async Task What_is_idempotent_is_sent_to_the_next_node(int code)
    {
        AllAnswer(_ =>
            Sent().Count == 1 ? FakeAnswer.Error(code, "not now") : FakeAnswer.Row("done")
        );
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        var rows = await session.ExecuteAsync(new SimpleStatement("READ").SetIdempotence(true));

        Assert.Equal("done", rows.Single().GetValue<string>(0));
        Assert.Equal(2, rows.Info.TriedHosts.Distinct().Count());
        Assert.Equal(rows.Info.QueriedHost, rows.Info.TriedHosts[^1]);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task An_answer_that_is_cut_in_the_middle_is_asked_for_again_if_that_does_no_harm(
        bool isIdempotent,
        int sendings
    )
    {
        AllAnswer(_ => Sent().Count == 1 ? FakeAnswer.Cut : FakeAnswer.Row("done"));
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();
        var statement = new SimpleStatement("ASK").SetIdempotence(isIdempotent);

        if (isIdempotent)
        {
            Assert.Single(await session.ExecuteAsync(statement));
        }
        else
        {
            await Assert.ThrowsAnyAsync<DriverException>(() => session.ExecuteAsync(statement));
        }

        Assert.Equal(sendings, Sent().Count);
    }

    [Fact]
    public async Task When_no_node_answers_properly_each_is_named()
    {
        AllAnswer(_ => FakeAnswer.Cut);
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            session.ExecuteAsync(new SimpleStatement("READ").SetIdempotence(true))
        );

        Assert.Equal(2, failure.Errors.Count);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_out_and_the_connection_goes_on()
    {
        AllAnswer(asked => asked.Query == "HANG" ? FakeAnswer.Silence : FakeAnswer.Row("here"));
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        var failure = await Assert.ThrowsAsync<OperationTimedOutException>(() =>
            session.ExecuteAsync(new SimpleStatement("HANG").SetReadTimeoutMillis(150))
        );

        Assert.Contains("150 ms", failure.Message);
        Assert.Single(await session.ExecuteAsync(new SimpleStatement("READ")));
        Assert.All(cluster.AllHosts(), host => Assert.True(host.IsUp));
    }

    [Fact]
    public async Task A_heart_beat_finds_a_dead_connection_and_it_is_made_again()
    {
        var isSilent = false;
        second.Before = _ => Volatile.Read(ref isSilent) ? FakeAnswer.Silence : null;
        using var cluster = Build(builder =>
            builder
                .WithPoolingOptions(PoolingOptions.Create().SetHeartBeatInterval(100))
                .WithSocketOptions(
                    new SocketOptions().SetReadTimeoutMillis(300).SetConnectTimeoutMillis(300)
                )
        );
        using var session = await cluster.ConnectAsync();
        await AskBothAsync(session);
        var host = cluster.GetHost(second.Address)!;
        Assert.True(host.IsUp);

        Volatile.Write(ref isSilent, true);
        await Wait.UntilAsync(() => !host.IsUp);
        Volatile.Write(ref isSilent, false);
        await Wait.UntilAsync(() => host.IsUp);

        await AskBothAsync(session);
    }

    [Fact]
    public async Task A_pool_that_lost_one_of_its_connections_has_all_again()
    {
        using var cluster = Build(builder =>
            builder.WithPoolingOptions(
                PoolingOptions.Create().SetCoreConnectionsPerHost(HostDistance.Local, 3)
            )
        );
        using var session = await cluster.ConnectAsync();
        await AskBothAsync(session);
        // The control connection is one more on one of them.
        Assert.Equal(7, first.Connections + second.Connections);
        AllAnswer(_ => FakeAnswer.Cut);

        await Assert.ThrowsAnyAsync<DriverException>(() =>
            session.ExecuteAsync(new SimpleStatement("DIE"))
        );
        AllAnswer(_ => FakeAnswer.Void);

        await Wait.UntilAsync(() => first.Connections + second.Connections == 7);
        Assert.All(cluster.AllHosts(), host => Assert.True(host.IsUp));
    }

    [Fact]
    public async Task A_node_that_forgot_a_statement_is_told_it_again()
    {
        AllAnswer(asked =>
            Executions() == 1 ? FakeAnswer.Unprepared(asked.Id) : FakeAnswer.Row("done")
        );
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();
        var prepared = await session.PrepareAsync("READ");

        var rows = await session.ExecuteAsync(prepared.Bind());

        Assert.Equal("done", rows.Single().GetValue<string>(0));
        Assert.Equal(2, All().Count(asked => asked is { Opcode: Opcode.Prepare }));
    }

    [Fact]
    public async Task A_batch_with_a_forgotten_statement_is_sent_again_whole()
    {
        var id = FakeCassandra.IdOf("TWO");
        AllAnswer(_ => Sent().Count == 1 ? FakeAnswer.Unprepared(id) : FakeAnswer.Void);
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();
        var batch = new BatchStatement()
            .Add((await session.PrepareAsync("ONE")).Bind())
            .Add((await session.PrepareAsync("TWO")).Bind());

        await session.ExecuteAsync(batch);

        Assert.Equal(2, Sent().Count);
        Assert.Equal(2, All().Count(asked => asked.Query == "TWO"));
    }

    [Fact]
    public async Task An_answer_that_ends_before_its_content_is_told_and_the_connection_goes_on()
    {
        AllAnswer(asked => asked.Query == "HALF" ? FakeAnswer.Truncated : FakeAnswer.Row("here"));
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        await Assert.ThrowsAsync<ProtocolErrorException>(() =>
            session.ExecuteAsync(new SimpleStatement("HALF"))
        );

        Assert.Single(await session.ExecuteAsync(new SimpleStatement("READ")));
    }

    [Fact]
    public async Task A_server_of_another_protocol_is_told_from_a_node()
    {
        AllAnswer(_ => FakeAnswer.Nonsense);
        using var cluster = Build();
        using var session = await cluster.ConnectAsync();

        var failure = await Assert.ThrowsAnyAsync<DriverException>(() =>
            session.ExecuteAsync(new SimpleStatement("READ"))
        );

        Assert.Contains("no frame of this protocol", failure.Message);
    }

    [Fact]
    public async Task More_requests_than_may_be_under_way_are_refused_by_the_client()
    {
        AllAnswer(_ => FakeAnswer.Silence);
        using var cluster = Build(builder =>
            builder.WithPoolingOptions(PoolingOptions.Create().SetMaxRequestsPerConnection(1))
        );
        using var session = await cluster.ConnectAsync();
        var hanging = Enumerable
            .Range(0, 2)
            .Select(_ =>
                session.ExecuteAsync(new SimpleStatement("HANG").SetReadTimeoutMillis(500))
            )
            .ToArray();
        await Wait.UntilAsync(() => Sent().Count == 2);

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            session.ExecuteAsync(new SimpleStatement("ONE TOO MANY"))
        );

        Assert.All(failure.Errors.Values, error => Assert.IsType<BusyPoolException>(error));
        foreach (var one in hanging)
        {
            await Assert.ThrowsAsync<OperationTimedOutException>(() => one);
        }
    }

    private void AllAnswer(Func<Asked, FakeAnswer> script)
    {
        first.Script = script;
        second.Script = script;
    }

    private List<Asked> Sent() => [.. first.Work, .. second.Work];

    private List<Asked> All() => [.. first.All, .. second.All];

    private int Executions() => Sent().Count(asked => asked.Opcode == Opcode.Execute);

    // Round robin: of two requests each node gets one.
    private static async Task AskBothAsync(ISession session)
    {
        await session.ExecuteAsync(new SimpleStatement("READ").SetIdempotence(true));
        await session.ExecuteAsync(new SimpleStatement("READ").SetIdempotence(true));
    }

    private Cluster Build(Action<Builder>? more = null)
    {
        var builder = Cluster
            .Builder()
            .AddContactPoint(first.Address)
            .WithPort(first.Address.Port)
            .WithLoadBalancingPolicy(new RoundRobinPolicy())
            .WithReconnectionPolicy(new ConstantReconnectionPolicy(20))
            .WithRetryPolicy(new IdempotenceAwareRetryPolicy(new DefaultRetryPolicy()));
        more?.Invoke(builder);
        return builder.Build();
    }
}
