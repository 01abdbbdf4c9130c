using CollabWiki.Core.Files;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Transfer;

/// <summary>Looks through a folder: what can come along, what is hidden, what can't come and why. Reads no contents.</summary>
internal sealed class FolderScan
{
    public const string FileTooLarge =
        "The file is larger than 20 MiB, the most that a file can have.";

    private const int MaxPath = 1_000;

    private readonly string top;
    private readonly List<FoundFile> found = [];
    private readonly List<string> skipped = [];
    private readonly List<NotTaken> notTaken = [];

    private FolderScan(string top) => this.top = top;

    public IReadOnlyList<FoundFile> Found => found;

    public IReadOnlyList<string> Skipped => skipped;

    public IReadOnlyList<NotTaken> NotTaken => notTaken;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static FolderScan Of(string folder)
    {
        var info = new DirectoryInfo(folder);
        if (!info.Exists)
        {
            throw new DirectoryNotFoundException($"There is no folder “{folder}”.");
        }
        var real = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
        var scan = new FolderScan(Path.TrimEndingDirectorySeparator(real));
        scan.Enter(new DirectoryInfo(real), "");
        return scan;
    }

    private void Enter(DirectoryInfo folder, string path)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            notTaken.Add(new NotTaken(path, $"The folder can’t be read: {failure.Message}"));
            return;
        }
        foreach (
            var entry in entries.OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
        )
        {
            var inside = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (IsLeftOut(entry))
            {
                skipped.Add(inside);
            }
            else if (Refuse(entry, inside) is { } why)
            {
                notTaken.Add(new NotTaken(Printable(inside), why));
            }
            else if (entry is DirectoryInfo below)
            {
                Enter(below, inside);
            }
            else
            {
                found.Add(new FoundFile(inside, entry.FullName));
            }
        }
    }

    // A folder like ".github" holds documents like any other; what a version control system keeps for itself doesn't.
    private static bool IsLeftOut(FileSystemInfo entry) =>
        entry is DirectoryInfo
            ? entry.Name is ".git" or ".hg" or ".svn"
            : entry.Name.StartsWith('.') && !FoundFile.IsPagePath(entry.Name);

    private string? Refuse(FileSystemInfo entry, string path)
    {
        if (path.Any(char.IsControl) || path.Contains('\ufffd') || !PageText.IsWellFormed(path))
        {
            return "The name contains characters that can’t be stored.";
        }
        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "The name contains a backslash.";
        }
        if (path.Length > MaxPath)
        {
            return "The path is longer than 1,000 characters.";
        }
        if (entry.LinkTarget is not null && RefuseLink(entry) is { } why)
        {
            return why;
        }
        return entry is FileInfo ? RefuseFile(path) : null;
    }

    private string? RefuseLink(FileSystemInfo link)
    {
        if (link is DirectoryInfo)
        {
            return "A symbolic link to a folder.";
        }
        try
        {
            var target = link.ResolveLinkTarget(returnFinalTarget: true);
            return
                target is FileInfo { Exists: true }
                && target.FullName.StartsWith(
                    top + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal
                )
                ? null
                : "A symbolic link that leads out of the folder, or nowhere.";
        }
        catch (IOException)
        {
            return "A symbolic link that leads nowhere.";
        }
    }

    private static string? RefuseFile(string path) =>
        FoundFile.IsPagePath(path) || FileTypes.Find(path) is not null
            ? null
            : "Files of this type aren’t taken.";

    private static string Printable(string path) =>
        string.Concat(path.Select(c => char.IsControl(c) ? '\ufffd' : c));
}
