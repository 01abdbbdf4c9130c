using System.Security.Cryptography;

namespace CollabWiki.Core.Live;

/// <summary>How long one who lost a race for the end of a log waits before the next try: by chance, and longer after each loss, so that updates gather and nodes don't meet again at once.</summary>
internal sealed class RacePause
{
    private const int FirstMillis = 20;
    private const int MostMillis = 160;

    private int losses;

    public void Lost() => losses++;

    public void Won() => losses = 0;

    public TimeSpan Next()
    {
        var most = Math.Min(MostMillis, FirstMillis << Math.Min(losses, 4));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, most + 1));
    }
}
