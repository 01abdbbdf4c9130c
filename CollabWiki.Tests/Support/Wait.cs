namespace CollabWiki.Tests.Support;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Until it is so; fails when it isn't after half a minute.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
