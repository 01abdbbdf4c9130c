namespace CollabWiki.Core.Settings;

/// <summary>Whether the wiki can be written or only be read, and why: a setting that every node honours within a second.</summary>
public sealed class WikiMode(ISettingStore settings, TimeProvider clock)
{
    /// <summary>The name of the setting: a sentence for people; empty or not set while the wiki can be written.</summary>
    public const string Setting = "read-only";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
    private volatile Seen? last;

    /// <summary>Why the wiki can only be read, in a sentence for people; empty while it can be written.</summary>
    public async Task<string> WhyReadOnlyAsync(CancellationToken ct) => (await SeeAsync(ct)).Why;

    /// <summary>Why the wiki could only be read when that was last asked, without asking; empty when it could be written, or nobody asked.</summary>
    public string LastSeen => last?.Why ?? "";

    /// <summary>Makes the wiki one that can only be read, or with an empty reason one that can be written.</summary>
    public async Task SetAsync(string whyReadOnly, CancellationToken ct)
    {
        await settings.SetAsync(Setting, whyReadOnly, ct);
        last = null;
    }

    /// <summary>The mode as it was seen a second ago at most.</summary>
    internal async ValueTask<Seen> SeeAsync(CancellationToken ct) =>
        last is { } seen && clock.GetElapsedTime(seen.At) < Remembered ? seen : await LookAsync(ct);

    /// <summary>The mode as it is now.</summary>
    internal async Task<Seen> LookAsync(CancellationToken ct)
    {
        var at = clock.GetTimestamp();
        return last = new Seen(await settings.FindAsync(Setting, ct) ?? "", at);
    }

    /// <param name="At">The clock's timestamp before the setting was read.</param>
    internal sealed record Seen(string Why, long At);
}
