using System.Diagnostics.Metrics;
using System.Net;
using Cassandra;
using CollabWiki.Core.Stores.Cassandra;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class CassandraMeterTests : IDisposable
{
    private static readonly IPEndPoint One = new(IPAddress.Parse("10.0.0.1"), 9042);
    private static readonly IPEndPoint Two = new(IPAddress.Parse("10.0.0.2"), 9042);

    private readonly FakeTimeProvider clock = new();
    private readonly CassandraMeter meter;

    public CassandraMeterTests() => meter = new CassandraMeter(clock);

    public void Dispose() => meter.Dispose();

    [Fact]
    public async Task Times_are_told_by_node()
    {
        for (var millis = 1; millis <= 200; millis++)
        {
            await AnswerAsync(millis, One);
        }

        var figures = meter.Of(One);
        Assert.Equal((200, 0), (figures.Requests, figures.Errors));
        Assert.Equal(TimeSpan.FromMilliseconds(100), figures.Within(0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(198), figures.Within(0.99));
        Assert.Null(meter.Of(Two).Within(0.5));
    }

    [Fact]
    public async Task Only_the_last_thousand_answers_count_for_the_times()
    {
        for (var i = 0; i < 600; i++)
        {
            await AnswerAsync(500, One);
        }
        for (var i = 0; i < 1000; i++)
        {
            await AnswerAsync(2, One);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(2), meter.Of(One).Within(1));
        Assert.Equal(1600, meter.Of(One).Requests);
    }

    [Fact]
    public async Task A_try_that_failed_counts_for_its_node_and_its_time_for_nobody()
    {
        await AnswerAsync(5000, One, Two);

        Assert.Equal((1, 1), (meter.Of(One).Requests, meter.Of(One).Errors));
        Assert.Equal((1, 0), (meter.Of(Two).Requests, meter.Of(Two).Errors));
        Assert.Null(meter.Of(Two).Within(0.5));
    }

    [Fact]
    public async Task A_failure_counts_for_the_nodes_that_it_names_or_for_none()
    {
        var all = new Dictionary<IPEndPoint, Exception> { [One] = new(), [Two] = new() };
        await FailAsync(new NoHostAvailableException(all));
        await FailAsync(new OperationTimedOutException(One, 5000));

        Assert.Equal((1, 1), (meter.Of(One).Errors, meter.Of(Two).Errors));
        Assert.Equal(1, meter.Failed);
    }

    [Fact]
    public async Task A_listener_hears_what_is_measured()
    {
        var heard = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == CassandraMeter.Name)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Hear<T>(
            Instrument instrument,
            T value,
            ReadOnlySpan<KeyValuePair<string, object?>> tags,
            object? _
        )
            where T : struct, IConvertible =>
            heard.Add(
                (
                    instrument.Name,
                    value.ToDouble(null),
                    string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))
                )
            );
        listener.SetMeasurementEventCallback<double>(Hear);
        listener.SetMeasurementEventCallback<long>(Hear);
        listener.Start();

        await AnswerAsync(20, One, Two);
        await FailAsync(new OverloadedException("no"));
        meter.Resending();

        Assert.Equal(
            [
                (
                    "collabwiki.cassandra.failed_tries",
                    1.0,
                    "server.address=10.0.0.1 server.port=9042"
                ),
                (
                    "db.client.operation.duration",
                    0.02,
                    "db.system.name=cassandra server.address=10.0.0.2 server.port=9042"
                ),
                (
                    "db.client.operation.duration",
                    0.0,
                    "db.system.name=cassandra error.type=OverloadedException"
                ),
                ("collabwiki.cassandra.resent_writes", 1.0, ""),
            ],
            heard
        );
    }

    private Task<RowSet> AnswerAsync(int millis, params IPEndPoint[] tried) =>
        meter.MeasureAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(millis));
            var info = new ExecutionInfo
            {
                QueriedHost = tried[^1],
                TriedHosts = tried,
                AchievedConsistency = ConsistencyLevel.LocalQuorum,
            };
            return Task.FromResult(new RowSet(null, new Queue<Row>(), info, null));
        });

    private async Task FailAsync(Exception failure) =>
        Assert.Same(
            failure,
            await Record.ExceptionAsync(() =>
                meter.MeasureAsync(() => Task.FromException<RowSet>(failure))
            )
        );
}
