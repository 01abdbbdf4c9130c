using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Nodes;

/// <summary>
/// What one node tells the others and hears from them: over the wire while all nodes have it, else over the board, which each looks at several times a
/// second. Everything here is a hint. What must be right is in the stores, and is looked at again when hints don't come.
/// </summary>
public sealed class NodeLink(
    NodeInfo self,
    INodeBoard board,
    IEnumerable<INodeWire> wires,
    TimeProvider clock,
    ILogger<NodeLink> logger
)
{
    /// <summary>How often the board is looked at while it is the only way.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>How often otherwise: commands, which have no wire, post there too.</summary>
    private static readonly TimeSpan GlanceEvery = TimeSpan.FromSeconds(1);

    /// <summary>The pause between two posts to the board; what is told meanwhile is gathered.</summary>
    private static readonly TimeSpan PostEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>How far back each look goes: clocks differ, and posts come late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly INodeWire? wire = wires.FirstOrDefault();
    private readonly Pending pending = new();
    private readonly Seen seen = new(Overlap * 4);
    private readonly Channel<PostedMessage> heard = Channel.CreateUnbounded<PostedMessage>(
        new() { SingleReader = true }
    );
    private volatile IReadOnlyList<NodeInfo> others = [];

    /// <summary>This process.</summary>
    public NodeId Self => self.Id;

    /// <summary>The other nodes that were running when the board was last asked, some seconds ago at most.</summary>
    public IReadOnlyList<NodeInfo> Others => others;

    /// <summary>Tells the other nodes, soon; of two messages of one topic and subject that wait, the newer goes out.</summary>
    public void Tell(NodeMessage message) => pending.Add(message);

    /// <summary>Posts what waits: for processes that end, and don't <see cref="RunAsync"/>.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (Take() is { Count: > 0 } messages)
        {
            await board.PostAsync(messages, ct);
        }
    }

    /// <summary>Announces this node, sends and hears until <paramref name="ct"/> ends it.</summary>
    public async Task RunAsync(IReadOnlyList<INodeListener> listeners, CancellationToken ct)
    {
        var byTopic = listeners
            .SelectMany(listener => listener.Topics.Select(topic => (topic, listener)))
            .ToLookup(pair => pair.topic, pair => pair.listener, StringComparer.Ordinal);
        await Task.WhenAll(
            RepeatAsync(AnnounceAsync, () => AnnounceEvery, ct),
            RepeatAsync(SendAsync, () => IsWired ? TimeSpan.Zero : PostEvery, ct),
            RepeatAsync(LookAsync, () => NeedsBoard ? LookEvery : GlanceEvery, ct),
            HandOnAsync(byTopic, ct),
            wire?.ListenAsync(message => heard.Writer.TryWrite(message), ct) ?? Task.CompletedTask
        );
    }

    /// <summary>Says that this node stops.</summary>
    public Task WithdrawAsync(CancellationToken ct) => board.WithdrawAsync(self.Id, ct);

    private bool IsWired => wire is { IsConnected: true };

    private bool NeedsBoard =>
        others.Count > 0 && (!IsWired || others.Any(node => node.Wire != wire!.Name));

    private async Task AnnounceAsync(CancellationToken ct)
    {
        await board.AnnounceAsync(self with { Wire = IsWired ? wire!.Name : "" }, Lifetime, ct);
        others = [.. (await board.ListAsync(ct)).Where(node => node.Id != self.Id)];
    }

    private async Task SendAsync(CancellationToken ct)
    {
        await pending.WaitAsync(ct);
        var messages = Take();
        // A node that can't be seen yet needs no news: it reads what is true when it starts to look at something.
        if (others.Count == 0 || messages.Count == 0)
        {
            return;
        }
        var isSent = IsWired && await wire!.TrySendAsync(messages, ct);
        if (!isSent || NeedsBoard)
        {
            await board.PostAsync(messages, ct);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        foreach (var message in await board.ReadAsync(clock.GetUtcNow() - Overlap, ct))
        {
            heard.Writer.TryWrite(message);
        }
    }

    private async Task HandOnAsync(ILookup<string, INodeListener> listeners, CancellationToken ct)
    {
        await foreach (var posted in heard.Reader.ReadAllAsync(ct))
        {
            if (posted.Sender == self.Id || !seen.TryAdd(posted.Id, clock.GetUtcNow()))
            {
                continue;
            }
            foreach (var listener in listeners[posted.Message.Topic])
            {
                await GuardAsync(
                    () => listener.HearAsync(posted.Sender, posted.Message, ct),
                    "A message of another node could not be heeded.",
                    ct
                );
            }
        }
    }

    private async Task RepeatAsync(
        Func<CancellationToken, Task> run,
        Func<TimeSpan> pause,
        CancellationToken ct
    )
    {
        while (true)
        {
            var went = await GuardAsync(
                () => run(ct),
                "The other nodes can’t be reached over the store.",
                ct
            );
            await Task.Delay(went ? pause() : GlanceEvery, clock, ct);
        }
    }

    private async Task<bool> GuardAsync(Func<Task> run, string what, CancellationToken ct)
    {
        try
        {
            await run();
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // Only hints are lost; the next turn tries again.
            logger.LogWarning(failure, "{What}", what);
            return false;
        }
    }

    private List<PostedMessage> Take()
    {
        var now = clock.GetUtcNow();
        return pending
            .Take()
            .ConvertAll(message => new PostedMessage(Guid.NewGuid(), self.Id, now, message));
    }

    /// <summary>What waits to be sent, the newest of each topic and subject.</summary>
    private sealed class Pending
    {
        private readonly Lock access = new();
        private readonly Channel<bool> some = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        private Dictionary<(string Topic, string Subject), NodeMessage> messages = [];

        public void Add(NodeMessage message)
        {
            lock (access)
            {
                messages[(message.Topic, message.Subject)] = message;
            }
            some.Writer.TryWrite(true);
        }

        public async Task WaitAsync(CancellationToken ct) => await some.Reader.ReadAsync(ct);

        public List<NodeMessage> Take()
        {
            lock (access)
            {
                var taken = messages;
                messages = [];
                return [.. taken.Values];
            }
        }
    }

    /// <summary>The ids heard of late. For one thread.</summary>
    private sealed class Seen(TimeSpan keep)
    {
        private readonly HashSet<Guid> ids = [];
        private readonly Queue<(Guid Id, DateTimeOffset At)> order = new();

        public bool TryAdd(Guid id, DateTimeOffset now)
        {
            while (order.TryPeek(out var oldest) && oldest.At < now - keep)
            {
                ids.Remove(order.Dequeue().Id);
            }
            if (!ids.Add(id))
            {
                return false;
            }
            order.Enqueue((id, now));
            return true;
        }
    }
}
