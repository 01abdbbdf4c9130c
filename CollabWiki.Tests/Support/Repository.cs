namespace CollabWiki.Tests.Support;

/// <summary>Where things are in the repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The host's program, built in the same configuration as the tests.</summary>
    public static string Program { get; } =
        Path.Combine(
            Root,
            "CollabWiki",
            Path.GetRelativePath(Path.Combine(Root, "CollabWiki.Tests"), AppContext.BaseDirectory),
            "CollabWiki.dll"
        );

    private static string FindRoot()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "CollabWiki.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
