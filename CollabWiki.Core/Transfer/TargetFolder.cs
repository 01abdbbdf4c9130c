using CollabWiki.Core.Rendering.Links;

namespace CollabWiki.Core.Transfer;

/// <summary>A folder that files are written into, and never out of.</summary>
internal sealed class TargetFolder(string folder, bool mayOverwrite)
{
    private readonly string top = Path.GetFullPath(folder);

    /// <summary>Whether something is in it already.</summary>
    public bool IsEmpty =>
        !Directory.Exists(top) || !Directory.EnumerateFileSystemEntries(top).Any();

    public bool IsFile => File.Exists(top);

    /// <summary>Writes a file, with the folders to it; gives back why it couldn't.</summary>
    public async Task<string?> TryWriteAsync(string path, byte[] content, CancellationToken ct)
    {
        if (!RelativePath.TryResolve("", path, out var inside) || inside != path)
        {
            return "The path leads out of the folder.";
        }
        try
        {
            var place = top;
            var parts = path.Split('/');
            Directory.CreateDirectory(top);
            foreach (var part in parts[..^1])
            {
                place = Path.Combine(place, part);
                if (IsLink(place))
                {
                    return "A folder on the way is a symbolic link.";
                }
                Directory.CreateDirectory(place);
            }
            place = Path.Combine(place, parts[^1]);
            if (IsLink(place))
            {
                return "The file is a symbolic link.";
            }
            var mode = mayOverwrite ? FileMode.Create : FileMode.CreateNew;
            await using var file = new FileStream(place, mode, FileAccess.Write);
            await file.WriteAsync(content, ct);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The file can’t be written: {failure.Message}";
        }
    }

    private static bool IsLink(string place) => new FileInfo(place).LinkTarget is not null;
}
