using CollabWiki.Core.Moving;

namespace CollabWiki.Hosting;

/// <summary>A store opened for moving, in front of the gate.</summary>
internal sealed record OpenedStore(WikiStores Stores, IAsyncDisposable Database) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
