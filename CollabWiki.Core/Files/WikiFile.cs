using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Files;

/// <summary>A file beside the pages of a space (an image, say), by its path relative to the top of the space.</summary>
public sealed record WikiFile
{
    /// <summary>The largest file, in bytes: 20 MiB.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    public required SpaceKey Space { get; init; }

    /// <summary>Relative, with "/", without "." and ".." parts.</summary>
    public required string Path { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of the content in hexadecimal digits; serves as ETag.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset At { get; init; }

    public required UserId By { get; init; }
}
