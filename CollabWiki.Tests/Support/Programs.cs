namespace CollabWiki.Tests.Support;

/// <summary>Programs of the system.</summary>
internal static class Programs
{
    /// <summary>The first of these names that is on the PATH, or where Debian has servers, which isn't on everyone's.</summary>
    public static string? Find(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin");
        return folders
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
