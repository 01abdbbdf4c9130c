namespace CollabWiki.Hosting;

/// <summary>What is worth a line in the log.</summary>
internal static class Logs
{
    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder)
    {
        // A line a request would cost more than many of the answers.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Warns at each start that the keys in the store aren’t encrypted: whoever reads the store has the wiki anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }
}
