using System.Collections.Concurrent;
using System.Threading.Channels;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Nodes;

[Trait("layer", "unit")]
public sealed class NodeLinkTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new(inMemory: true);
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> running = [];

    private SqliteNodeBoard Board => new(temp.Database, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(running));
        await temp.DisposeAsync();
        end.Dispose();
    }

    [Fact]
    public async Task What_a_node_tells_is_heard_by_the_others_once_and_not_by_itself()
    {
        var ((anna, annas), (_, bens), (_, cleos)) = (Start(), Start(), Start());
        await MeetAsync(anna, 2);

        anna.Tell(new NodeMessage("news", "page", "first"));
        var heard = await bens.NextAsync();
        Assert.Equal(("page", "first"), (heard.Subject, heard.Body));
        Assert.Equal("first", (await cleos.NextAsync()).Body);

        anna.Tell(new NodeMessage("news", "page", "second"));
        Assert.Equal("second", (await bens.NextAsync()).Body);
        Assert.Equal("second", (await cleos.NextAsync()).Body);
        Assert.True(annas.IsEmpty);
    }

    [Fact]
    public async Task Of_what_waits_about_one_subject_the_newest_is_told()
    {
        var ((anna, _), (_, bens)) = (Start(), Start());
        await MeetAsync(anna, 1);

        for (var i = 1; i <= 1000; i++)
        {
            anna.Tell(new NodeMessage("news", "cursor", $"{i}"));
        }

        var bodies = new List<int>();
        while (bodies.LastOrDefault() != 1000)
        {
            bodies.Add(int.Parse((await bens.NextAsync()).Body, null));
        }
        Assert.Equal(bodies.Order(), bodies);
        Assert.True(bodies.Count < 100, $"{bodies.Count} messages for 1,000 moves");
    }

    [Fact]
    public async Task A_process_that_ends_leaves_word()
    {
        var (_, bens) = Start();

        var command = Some.Node(Board);
        command.Tell(new NodeMessage("news", "page"));
        await command.FlushAsync(default);

        Assert.Equal("page", (await bens.NextAsync()).Subject);
    }

    [Fact]
    public async Task While_all_have_the_wire_nothing_stands_on_the_board_and_without_it_all_does()
    {
        var bus = new Bus();
        var ((anna, _), (_, bens)) = (Start(new Wire(bus)), Start(new Wire(bus)));
        await UntilAsync(() => anna.Others is [{ Wire: "bus" }]);

        anna.Tell(new NodeMessage("news", "wired"));
        Assert.Equal("wired", (await bens.NextAsync()).Subject);
        Assert.Empty(await Board.ReadAsync(DateTimeOffset.MinValue, default));

        bus.IsCut = true;
        anna.Tell(new NodeMessage("news", "posted"));
        Assert.Equal("posted", (await bens.NextAsync()).Subject);
    }

    [Fact]
    public async Task A_node_without_the_wire_is_told_by_the_board()
    {
        var bus = new Bus();
        var ((anna, _), (_, bens), (_, cleos)) = (
            Start(new Wire(bus)),
            Start(new Wire(bus)),
            Start()
        );
        await UntilAsync(() => anna.Others.Count == 2);

        anna.Tell(new NodeMessage("news", "both"));

        Assert.Equal("both", (await bens.NextAsync()).Subject);
        Assert.Equal("both", (await cleos.NextAsync()).Subject);
        anna.Tell(new NodeMessage("news", "again"));
        Assert.Equal("again", (await bens.NextAsync()).Subject);
    }

    [Fact]
    public async Task A_listener_that_fails_hears_the_next_message()
    {
        var (anna, bens) = (Start().Node, new Ear { FailsOn = "bad" });
        Start(bens);
        await MeetAsync(anna, 1);

        anna.Tell(new NodeMessage("news", "bad"));
        anna.Tell(new NodeMessage("news", "good"));

        Assert.Equal("good", (await bens.NextAsync()).Subject);
    }

    private (NodeLink Node, Ear Ear) Start(params INodeWire[] wires)
    {
        var ear = new Ear();
        return (Start(ear, wires), ear);
    }

    private NodeLink Start(Ear ear, params INodeWire[] wires)
    {
        var node = Some.Node(Board, wires);
        running.Add(node.RunAsync([ear], end.Token));
        return node;
    }

    private static Task MeetAsync(NodeLink node, int others) =>
        UntilAsync(() => node.Others.Count == others);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private sealed class Ear : INodeListener
    {
        private readonly Channel<NodeMessage> heard = Channel.CreateUnbounded<NodeMessage>();

        public string? FailsOn { get; init; }

        public IReadOnlyList<string> Topics => ["news"];

        public bool IsEmpty => heard.Reader.Count == 0;

        public Task HearAsync(NodeId sender, NodeMessage message, CancellationToken ct) =>
            message.Subject == FailsOn
                ? throw new InvalidOperationException("As planned.")
                : heard.Writer.WriteAsync(message, ct).AsTask();

        public async Task<NodeMessage> NextAsync() =>
            await heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Bus
    {
        private readonly ConcurrentBag<Action<PostedMessage>> ears = [];

        public bool IsCut { get; set; }

        public void Add(Action<PostedMessage> ear) => ears.Add(ear);

        public void Send(PostedMessage message)
        {
            foreach (var ear in ears)
            {
                ear(message);
            }
        }
    }

    private sealed class Wire(Bus bus) : INodeWire
    {
        public string Name => "bus";

        public bool IsConnected => !bus.IsCut;

        public Task<bool> TrySendAsync(IReadOnlyList<PostedMessage> messages, CancellationToken ct)
        {
            if (bus.IsCut)
            {
                return Task.FromResult(false);
            }
            foreach (var message in messages)
            {
                bus.Send(message);
            }
            return Task.FromResult(true);
        }

        public Task ListenAsync(Action<PostedMessage> hear, CancellationToken ct)
        {
            bus.Add(hear);
            return Task.CompletedTask;
        }
    }
}
