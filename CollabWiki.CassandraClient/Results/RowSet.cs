using System.Collections;
using System.Net;

namespace Cassandra;

/// <summary>What is known of how an answer came about.</summary>
public sealed class ExecutionInfo
{
    /// <summary>The host that answered.</summary>
    public required IPEndPoint QueriedHost { get; init; }

    /// <summary>All hosts that were asked, the one that answered last.</summary>
    public required IReadOnlyList<IPEndPoint> TriedHosts { get; init; }

    public required ConsistencyLevel AchievedConsistency { get; init; }

    /// <summary>What the server had to say, such as that a batch is large; from protocol v4 on.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>
/// The rows of an answer, which are taken out as they are read: a second enumeration is empty. To page without blocking take
/// <see cref="GetAvailableWithoutFetching"/> rows, await <see cref="FetchMoreResultsAsync"/>, and so on.
/// </summary>
public sealed class RowSet : IEnumerable<Row>
{
    private readonly Queue<Row> rows;
    private readonly Func<byte[], Task<RowSet>>? fetch;
    private readonly SemaphoreSlim fetching = new(1, 1);

    internal RowSet(
        RowSetMetadata? metadata,
        Queue<Row> rows,
        ExecutionInfo info,
        Func<byte[], Task<RowSet>>? fetch
    )
    {
        this.rows = rows;
        this.fetch = fetch;
        Columns = metadata?.Columns ?? [];
        PagingState = metadata?.PagingState;
        Info = info;
    }

    public CqlColumn[] Columns { get; }

    public ExecutionInfo Info { get; }

    /// <summary>Where the next page begins; null when there is none.</summary>
    public byte[]? PagingState { get; private set; }

    /// <summary>Whether no further page would be fetched.</summary>
    public bool IsFullyFetched => PagingState is null || fetch is null;

    public int GetAvailableWithoutFetching() => rows.Count;

    public bool IsExhausted() => rows.Count == 0 && IsFullyFetched;

    /// <summary>Fetches the next page, if there is one.</summary>
    public async Task FetchMoreResultsAsync()
    {
        await fetching.WaitAsync();
        try
        {
            if (PagingState is not { } state || fetch is null)
            {
                return;
            }
            var next = await fetch(state);
            foreach (var row in next.rows)
            {
                rows.Enqueue(row);
            }
            PagingState = next.PagingState;
        }
        finally
        {
            fetching.Release();
        }
    }

    public IEnumerator<Row> GetEnumerator()
    {
        while (true)
        {
            while (rows.TryDequeue(out var row))
            {
                yield return row;
            }
            if (IsFullyFetched)
            {
                yield break;
            }
            // The API promises that enumerating goes over pages; who must not block fetches before.
            FetchMoreResultsAsync().GetAwaiter().GetResult();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
