using CollabWiki.Core.Files;

namespace CollabWiki.Core.Transfer;

/// <summary>A file of a folder, by its path relative to the folder's top (with "/") and its place on the disk.</summary>
internal sealed record FoundFile(string Path, string Source)
{
    /// <summary>Whether it becomes a page.</summary>
    public bool IsPage => IsPagePath(Path);

    /// <summary>The path of the folder that it is in; empty at the top.</summary>
    public string Folder => FolderOf(Path);

    /// <summary>Whether it is its folder's own page.</summary>
    public bool IsFolderPage =>
        System.IO.Path.GetFileNameWithoutExtension(Path).ToUpperInvariant() is "README" or "INDEX";

    public string? ContentType => FileTypes.Find(Path);

    public static bool IsPagePath(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    public static string FolderOf(string path) =>
        path.LastIndexOf('/') is > 0 and var i ? path[..i] : "";
}
