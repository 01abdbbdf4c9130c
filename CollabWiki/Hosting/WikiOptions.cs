namespace CollabWiki.Hosting;

/// <summary>What is set before the start, by environment variables or the command line.</summary>
internal sealed record WikiOptions
{
    /// <summary>COLLABWIKI_DATA: the folder that holds all data; made if it isn't there.</summary>
    public required string DataFolder { get; init; }

    public static WikiOptions From(IConfiguration configuration)
    {
        var folder = configuration["COLLABWIKI_DATA"];
        return new WikiOptions
        {
            DataFolder = Path.GetFullPath(string.IsNullOrWhiteSpace(folder) ? "data" : folder),
        };
    }
}
