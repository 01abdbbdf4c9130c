using Cassandra;
using Cassandra.Protocol;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Cassandra;

/// <summary>What a server says of a failure comes with the exception.</summary>
[Trait("layer", "unit")]
public sealed class ErrorAnswerTests : IAsyncLifetime
{
    private const int Quorum = (int)ConsistencyLevel.LocalQuorum;

    private readonly FakeCassandra node = FakeCassandra.Start();
    private Cluster cluster = null!;
    private ISession session = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = Cluster
            .Builder()
            .AddContactPoint(node.Address)
            .WithPort(node.Address.Port)
            .WithRetryPolicy(FallthroughRetryPolicy.Instance)
            .Build();
        session = await cluster.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        cluster.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task Too_few_replicas()
    {
        var failure = await FailAsync<UnavailableException>(
            FakeAnswer.Error(
                0x1000,
                "Cannot achieve consistency level LOCAL_QUORUM",
                body =>
                {
                    body.Short(Quorum);
                    body.Int(2);
                    body.Int(1);
                }
            )
        );

        Assert.Equal(
            (ConsistencyLevel.LocalQuorum, 2, 1),
            (failure.Consistency, failure.RequiredReplicas, failure.AliveReplicas)
        );
        Assert.Contains("Cannot achieve", failure.Message);
    }

    [Fact]
    public async Task A_write_without_enough_answers()
    {
        var failure = await FailAsync<WriteTimeoutException>(
            FakeAnswer.Error(
                0x1100,
                "Operation timed out",
                body =>
                {
                    body.Short(Quorum);
                    body.Int(1);
                    body.Int(2);
                    body.String("CAS");
                }
            )
        );

        Assert.Equal(
            (ConsistencyLevel.LocalQuorum, 1, 2, "CAS"),
            (
                failure.ConsistencyLevel,
                failure.ReceivedAcknowledgements,
                failure.RequiredAcknowledgements,
                failure.WriteType
            )
        );
    }

    [Fact]
    public async Task A_read_without_the_data()
    {
        var failure = await FailAsync<ReadTimeoutException>(
            FakeAnswer.Error(
                0x1200,
                "Operation timed out",
                body =>
                {
                    body.Short(Quorum);
                    body.Int(2);
                    body.Int(2);
                    body.Byte(0);
                }
            )
        );

        Assert.Equal(
            (2, 2, false),
            (
                failure.ReceivedAcknowledgements,
                failure.RequiredAcknowledgements,
                failure.WasDataRetrieved
            )
        );
    }

    [Fact]
    public async Task Replicas_that_failed()
    {
        var read = await FailAsync<ReadFailureException>(Failed(0x1300, body => body.Byte(1)));
        var write = await FailAsync<WriteFailureException>(
            Failed(0x1500, body => body.String("SIMPLE"))
        );

        Assert.Equal((1, 2), (read.ReceivedAcknowledgements, read.RequiredAcknowledgements));
        Assert.Equal("SIMPLE", write.WriteType);
    }

    [Theory]
    [InlineData(0x0000, typeof(ServerErrorException))]
    [InlineData(0x2000, typeof(SyntaxError))]
    [InlineData(0x2100, typeof(UnauthorizedException))]
    [InlineData(0x2200, typeof(InvalidQueryException))]
    public async Task What_the_server_refuses(int code, Type kind)
    {
        node.Script = _ => FakeAnswer.Error(code, "No.");

        var failure = await Assert.ThrowsAsync(
            kind,
            () => session.ExecuteAsync(new SimpleStatement("ASK"))
        );

        Assert.Equal("No.", failure.Message);
    }

    private static FakeAnswer Failed(int code, Action<BodyWriter> last) =>
        FakeAnswer.Error(
            code,
            "Operation failed",
            body =>
            {
                body.Short(Quorum);
                body.Int(1);
                body.Int(2);
                // How many replicas failed.
                body.Int(1);
                last(body);
            }
        );

    private Task<T> FailAsync<T>(FakeAnswer answer)
        where T : Exception
    {
        node.Script = _ => answer;
        return Assert.ThrowsAsync<T>(() => session.ExecuteAsync(new SimpleStatement("ASK")));
    }
}
