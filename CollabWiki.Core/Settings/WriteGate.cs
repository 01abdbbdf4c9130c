namespace CollabWiki.Core.Settings;

/// <summary>The gate that each write of what people make passes on its way into a store. Shut while the wiki can only be read.</summary>
public sealed class WriteGate(WikiMode mode, TimeProvider clock)
{
    /// <summary>So long after the wiki became one that can only be read, no node acknowledges a write any more: what is read from then on is all there is.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromSeconds(3);

    /// <summary>How old what was seen of the mode may be when a write ends; less than <see cref="Settles"/> by what clocks may differ in their speed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Whether the gate is shut now.</summary>
    public async Task<bool> IsShutAsync(CancellationToken ct) =>
        (await mode.WhyReadOnlyAsync(ct)).Length > 0;

    /// <summary>Makes a write.</summary>
    /// <exception cref="WikiReadOnlyException">The wiki can only be read. Perhaps it was written all the same, by a write that took long; nobody may be told so.</exception>
    public async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        var seen = await mode.SeeAsync(ct);
        Check(seen);
        var result = await write();
        if (clock.GetElapsedTime(seen.At) > Longest)
        {
            Check(await mode.LookAsync(ct));
        }
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Task> write, CancellationToken ct) =>
        WriteAsync(
            async () =>
            {
                await write();
                return true;
            },
            ct
        );

    private static void Check(WikiMode.Seen seen)
    {
        if (seen.Why.Length > 0)
        {
            throw new WikiReadOnlyException(seen.Why);
        }
    }
}
