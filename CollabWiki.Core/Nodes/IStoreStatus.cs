namespace CollabWiki.Core.Nodes;

/// <summary>Tells administrators what the data store is and how it does.</summary>
public interface IStoreStatus
{
    /// <summary>Looks now. That a store can't be reached is told in <see cref="StoreStatus.Trouble"/>, not thrown.</summary>
    Task<StoreStatus> ReadAsync(CancellationToken ct);
}
