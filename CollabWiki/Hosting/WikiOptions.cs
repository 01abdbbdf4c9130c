using System.Globalization;

namespace CollabWiki.Hosting;

/// <summary>What is set before the start, by environment variables or the command line.</summary>
internal sealed record WikiOptions
{
    private const int DefaultApiRate = 600;

    /// <summary>COLLABWIKI_DATA: the folder that holds all data; made if it isn't there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>COLLABWIKI_API_RATE: requests to the REST API that one token may send in a minute.</summary>
    public int ApiRate { get; init; } = DefaultApiRate;

    /// <exception cref="FormatException">A setting can't be understood; the message names it.</exception>
    public static WikiOptions From(IConfiguration configuration)
    {
        var folder = configuration["COLLABWIKI_DATA"];
        return new WikiOptions
        {
            DataFolder = Path.GetFullPath(string.IsNullOrWhiteSpace(folder) ? "data" : folder),
            ApiRate = Rate(configuration["COLLABWIKI_API_RATE"]) ?? DefaultApiRate,
        };
    }

    private static int? Rate(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rate)
        && rate is > 0 and <= 1_000_000
            ? rate
        : throw new FormatException(
            $"COLLABWIKI_API_RATE is “{text}”: it must be a number of requests a minute, from 1 to 1,000,000."
        );
}
