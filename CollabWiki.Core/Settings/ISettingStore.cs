namespace CollabWiki.Core.Settings;

/// <summary>Keeps what is set for the whole wiki at run time: short texts by name. The later write wins.</summary>
public interface ISettingStore
{
    /// <summary>A setting's value; null when it was never set.</summary>
    Task<string?> FindAsync(string name, CancellationToken ct);

    /// <summary>All settings by name.</summary>
    Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken ct);

    Task SetAsync(string name, string value, CancellationToken ct);
}
