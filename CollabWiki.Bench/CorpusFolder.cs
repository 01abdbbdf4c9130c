using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CollabWiki.Bench;

/// <summary>The base texts of a merge corpus as files: repository and path are folders, the text is UTF-8 as it stands.</summary>
internal static class CorpusFolder
{
    // As a file of the repository: without a byte order mark of our own.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a gzipped corpus, one JSON object {id, repo, path, base, …} a line; returns the number of files.</summary>
    /// <exception cref="InvalidDataException">A path leads out of the folder.</exception>
    public static async Task<int> WriteAsync(Stream corpus, string folder, CancellationToken ct)
    {
        await using var unzipped = new GZipStream(corpus, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var page = JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!;
            var path = PathOf(folder, page, page.Path);
            if (!taken.Add(path))
            {
                path = PathOf(folder, page, WithId(page));
                taken.Add(path);
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, page.Base, Encoding, ct);
        }
        return taken.Count;
    }

    /// <summary>README.md of case 12ab becomes README.12ab.md.</summary>
    private static string WithId(Case page) =>
        Path.ChangeExtension(page.Path, $"{page.Id}{Path.GetExtension(page.Path)}");

    private static string PathOf(string folder, Case page, string file)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, page.Repo, file));
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"{page.Repo}/{file} leads out of {folder}.");
    }

    private sealed record Case(string Id, string Repo, string Path, string Base);
}
