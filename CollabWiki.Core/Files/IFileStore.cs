using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Files;

/// <summary>Keeps the files of spaces. The content is written first, then the record that names it.</summary>
public interface IFileStore
{
    Task<WikiFile?> FindAsync(SpaceKey space, string path, CancellationToken ct);

    /// <summary>All files of a space in the order of their paths.</summary>
    Task<IReadOnlyList<WikiFile>> ListAsync(SpaceKey space, CancellationToken ct);

    /// <summary>The content of a file.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    Task<byte[]> GetContentAsync(WikiFile file, CancellationToken ct);

    /// <summary>Writes a file, in place of one that has its path.</summary>
    Task SaveAsync(WikiFile file, ReadOnlyMemory<byte> content, CancellationToken ct);
}
