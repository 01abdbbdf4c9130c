using System.Net;
using System.Text;
using Cassandra;
using Cassandra.Protocol;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>How the client comes to terms with a cluster and keeps up with it: protocol, sign-in, events, reconnection.</summary>
[Trait("layer", "unit")]
public sealed class OpeningTests : IAsyncLifetime
{
    private readonly FakeCassandra first;
    private readonly FakeCassandra second;

    public OpeningTests() => (first, second) = FakeCassandra.StartTwo();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    // A server error is what Cassandra 2.1 says, a protocol error what newer ones do.
    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x000A)]
    public async Task It_steps_down_to_the_protocol_that_the_server_speaks(int code)
    {
        foreach (var node in new[] { first, second })
        {
            node.MaxVersion = 3;
            node.Refusal = FakeAnswer.Error(code, "Invalid or unsupported protocol version: 4");
        }
        first.Script = second.Script = _ => FakeAnswer.Row("v3");
        using var cluster = Builder().Build();
        using var session = await cluster.ConnectAsync("wiki");

        Assert.Single(await session.ExecuteAsync(new SimpleStatement("READ")));
    }

    [Fact]
    public async Task With_protocol_4_a_server_may_warn()
    {
        var warned = FakeAnswer.Row("x") with { Warnings = ["Batch is too large"] };
        first.Script = second.Script = _ => warned;
        using var cluster = Builder().Build();
        using var session = await cluster.ConnectAsync();

        var rows = await session.ExecuteAsync(new SimpleStatement("WRITE"));

        Assert.Equal(["Batch is too large"], rows.Info.Warnings);
        Assert.Single(rows);
    }

    [Fact]
    public async Task User_and_password_are_given_when_the_server_asks()
    {
        AskForPassword("ada", "secret");
        using var cluster = Builder().WithCredentials("ada", "secret").Build();

        using var session = await cluster.ConnectAsync();

        Assert.NotEmpty(await session.ExecuteAsync(new SimpleStatement("READ")));
    }

    [Theory]
    [InlineData("ada", "wrong")]
    [InlineData(null, "")]
    public async Task A_wrong_password_or_none_is_told_for_each_node(string? user, string password)
    {
        AskForPassword("ada", "secret");
        var builder = Builder();
        if (user is not null)
        {
            builder.WithCredentials(user, password);
        }
        using var cluster = builder.Build();

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            cluster.ConnectAsync()
        );

        Assert.IsType<AuthenticationException>(failure.Errors[first.Address]);
    }

    [Fact]
    public async Task Nodes_come_and_go_as_the_server_tells()
    {
        using var cluster = Builder().Build();
        using var session = await cluster.ConnectAsync();
        var told = new List<string>();
        cluster.HostAdded += host => told.Add($"+{host.Address.Address}");
        cluster.HostRemoved += host => told.Add($"-{host.Address.Address}");

        var third = IPAddress.Parse("127.0.53.3");
        first.Tables.Peers = [second.Address.Address, third];
        await first.TellAsync("TOPOLOGY_CHANGE", "NEW_NODE", At(third));
        await Wait.UntilAsync(() => cluster.AllHosts().Count == 3);
        first.Tables.Peers = [second.Address.Address];
        await first.TellAsync("TOPOLOGY_CHANGE", "REMOVED_NODE", At(third));
        await Wait.UntilAsync(() => cluster.AllHosts().Count == 2);

        Assert.Equal([$"+{third}", $"-{third}"], told);
    }

    [Fact]
    public async Task What_the_server_tells_of_a_node_counts_as_long_as_no_connection_says_otherwise()
    {
        var away = IPAddress.Parse("127.0.53.3");
        first.Tables.Peers = [second.Address.Address, away];
        // No try of the client's own comes between.
        using var cluster = Builder()
            .WithReconnectionPolicy(new ConstantReconnectionPolicy(60_000))
            .Build();
        using var session = await cluster.ConnectAsync();
        var read = new SimpleStatement("READ").SetIdempotence(true);
        for (var requests = 0; requests < 3; requests++)
        {
            await session.ExecuteAsync(read);
        }
        var connected = cluster.GetHost(second.Address)!;
        var absent = cluster.GetHost(At(away))!;
        Assert.False(absent.IsUp);

        await first.TellAsync("STATUS_CHANGE", "UP", At(away));
        await Wait.UntilAsync(() => absent.IsUp);
        await first.TellAsync("STATUS_CHANGE", "DOWN", second.Address);
        await first.TellAsync("STATUS_CHANGE", "DOWN", At(away));
        await Wait.UntilAsync(() => !absent.IsUp);

        Assert.True(connected.IsUp);
    }

    [Fact]
    public async Task A_session_that_ends_takes_no_node_down()
    {
        using var cluster = Builder().Build();
        var read = new SimpleStatement("READ").SetIdempotence(true);
        using (var session = await cluster.ConnectAsync())
        {
            await session.ExecuteAsync(read);
            await session.ExecuteAsync(read);
        }

        Assert.All(cluster.AllHosts(), host => Assert.True(host.IsUp));
    }

    [Fact]
    public async Task When_the_node_that_tells_dies_another_one_tells()
    {
        using var cluster = Builder().Build();
        using var session = await cluster.ConnectAsync();
        var third = IPAddress.Parse("127.0.53.3");
        second.Tables.Peers = [first.Address.Address, third];

        await first.DisposeAsync();

        await Wait.UntilAsync(() => cluster.GetHost(At(third)) is not null);
        second.Tables.Peers = [first.Address.Address];
        await second.TellAsync("TOPOLOGY_CHANGE", "REMOVED_NODE", At(third));
        await Wait.UntilAsync(() => cluster.GetHost(At(third)) is null);
        Assert.False(cluster.GetHost(first.Address)!.IsUp);
    }

    [Fact]
    public async Task Tries_to_reach_a_dead_node_are_further_and_further_apart()
    {
        var delays = new Recorder();
        second.Script = _ => FakeAnswer.Cut;
        first.Script = _ => FakeAnswer.Row("here");
        using var cluster = Builder().WithReconnectionPolicy(delays).Build();
        using var session = await cluster.ConnectAsync();
        var read = new SimpleStatement("READ").SetIdempotence(true);
        await session.ExecuteAsync(read);
        await session.ExecuteAsync(read);

        // From now on it lets nobody in.
        second.Before = asked => asked.Opcode == Opcode.Startup ? FakeAnswer.Cut : null;
        second.CutAll();
        await Wait.UntilAsync(() => delays.Given.Count >= 4);

        Assert.Equal([1, 2, 4, 8], delays.Given.Take(4));
    }

    [Fact]
    public void The_time_between_tries_doubles_up_to_its_end()
    {
        var schedule = new ExponentialReconnectionPolicy(500, 3000).NewSchedule();

        Assert.Equal(
            [500, 1000, 2000, 3000, 3000],
            Enumerable.Range(0, 5).Select(_ => schedule.NextDelayMs())
        );
    }

    [Fact]
    public void A_conditional_write_whose_outcome_is_open_is_not_sent_again_by_itself()
    {
        var policy = new IdempotenceAwareRetryPolicy(new DefaultRetryPolicy());
        var write = new SimpleStatement("INSERT ... IF NOT EXISTS");

        var decision = policy.OnWriteTimeout(write, ConsistencyLevel.LocalQuorum, "CAS", 2, 1, 0);

        Assert.Equal(RetryDecision.RetryDecisionType.Rethrow, decision.DecisionType);
    }

    private void AskForPassword(string user, string password)
    {
        var right = Encoding.UTF8.GetBytes($"\0{user}\0{password}");
        foreach (var node in new[] { first, second })
        {
            node.Before = asked =>
                asked.Opcode switch
                {
                    Opcode.Startup => FakeAnswer.Authenticate("PasswordAuthenticator"),
                    Opcode.AuthResponse => asked.Id.AsSpan().SequenceEqual(right)
                        ? FakeAnswer.AuthSuccess
                        : FakeAnswer.Error(0x0100, "Username and/or password are incorrect"),
                    _ => null,
                };
            node.Script = _ => FakeAnswer.Row("in");
        }
    }

    private IPEndPoint At(IPAddress address) => new(address, first.Address.Port);

    private Builder Builder() =>
        Cluster
            .Builder()
            .AddContactPoint(first.Address)
            .WithPort(first.Address.Port)
            .WithLoadBalancingPolicy(new RoundRobinPolicy())
            .WithReconnectionPolicy(new ConstantReconnectionPolicy(20))
            .WithRetryPolicy(new IdempotenceAwareRetryPolicy(new DefaultRetryPolicy()));

    /// <summary>Doubles from a millisecond on, and remembers, for the first host that asks.</summary>
    private sealed class Recorder : IReconnectionPolicy
    {
        private readonly ExponentialReconnectionPolicy policy = new(1, 100);
        private Schedule? first;

        public IReadOnlyList<long> Given => first is null ? [] : [.. first.Given];

        public IReconnectionSchedule NewSchedule()
        {
            var schedule = new Schedule(policy.NewSchedule());
            // The last one asked for is that of the node that stays away.
            first = schedule;
            return schedule;
        }

        private sealed class Schedule(IReconnectionSchedule inner) : IReconnectionSchedule
        {
            public System.Collections.Concurrent.ConcurrentQueue<long> Given { get; } = new();

            public long NextDelayMs()
            {
                var delay = inner.NextDelayMs();
                Given.Enqueue(delay);
                return delay;
            }
        }
    }
}
