using System.Globalization;

namespace CollabWiki.Features.Admin;

/// <summary>Numbers as administrators read them.</summary>
internal static class Figures
{
    /// <summary>Stands where nothing is known.</summary>
    public const string Unknown = "–";

    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>"1,234".</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"512 bytes", "4 KB", "1.5 MB"; of 1024 each.</summary>
    public static string Bytes(long bytes)
    {
        var unit = 0;
        double number = bytes;
        for (; number >= 1024 && unit < Units.Length - 1; unit++)
        {
            number /= 1024;
        }
        return number.ToString("0.#", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>"33.3 %".</summary>
    public static string Share(double? share) =>
        share is { } known
            ? (known * 100).ToString("0.# '%'", CultureInfo.InvariantCulture)
            : Unknown;

    /// <summary>"0.8 ms", "1.25 s".</summary>
    public static string Time(TimeSpan? time) =>
        time is not { } known ? Unknown
        : known.TotalSeconds >= 1
            ? known.TotalSeconds.ToString("0.## 's'", CultureInfo.InvariantCulture)
        : known.TotalMilliseconds >= 100
            ? known.TotalMilliseconds.ToString("0 'ms'", CultureInfo.InvariantCulture)
        : known.TotalMilliseconds.ToString("0.0 'ms'", CultureInfo.InvariantCulture);
}
