using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Moving;

/// <summary>What both stores say about a move, in their settings, which are otherwise copied.</summary>
internal static class MoveMarks
{
    /// <summary>In the source: the id of its moves.</summary>
    private const string Id = "moving.id";

    /// <summary>In the target: whose unfinished copy it is; empty when it is finished.</summary>
    private const string CopyOf = "moving.copy-of";

    public static bool IsOne(string setting) => setting is Id or CopyOf or WikiMode.Setting;

    /// <summary>The id of a source; given when it is first asked for.</summary>
    public static async Task<string> IdOfAsync(ISettingStore source, CancellationToken ct)
    {
        if (await source.FindAsync(Id, ct) is { Length: > 0 } known)
        {
            return known;
        }
        var id = Guid.NewGuid().ToString();
        await source.SetAsync(Id, id, ct);
        return id;
    }

    /// <summary>The id of the source that a store is an unfinished copy of; empty when it isn't one.</summary>
    public static async Task<string> FindSourceAsync(ISettingStore target, CancellationToken ct) =>
        await target.FindAsync(CopyOf, ct) ?? "";

    /// <summary>Says that a store is an unfinished copy of a source; with an empty id, that it isn't any more.</summary>
    public static Task MarkAsync(ISettingStore target, string id, CancellationToken ct) =>
        target.SetAsync(CopyOf, id, ct);
}
