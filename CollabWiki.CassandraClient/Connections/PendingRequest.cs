using Cassandra.Protocol;

namespace Cassandra.Connections;

/// <summary>A request that waits for its answer. Its stream stays taken until the answer comes, even if nobody waits any more.</summary>
internal sealed class PendingRequest(int timeoutMillis)
{
    private readonly TaskCompletionSource<Frame> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>In <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; } = Environment.TickCount64 + timeoutMillis;

    public int TimeoutMillis => timeoutMillis;

    public Task<Frame> Answer => answer.Task;

    public void Finish(Frame frame) => answer.TrySetResult(frame);

    public bool Fail(Exception why) => answer.TrySetException(why);
}
