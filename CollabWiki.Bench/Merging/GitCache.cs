using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CollabWiki.Bench.Merging;

/// <summary>Remembers what git said of a corpus, in a file of the temporary folder: git takes most of a run's time.</summary>
internal static class GitCache
{
    public static IReadOnlyDictionary<string, GitMerge> Of(
        FileInfo corpus,
        IReadOnlyList<MergeCase> cases
    )
    {
        var file = Path.Combine(
            Path.GetTempPath(),
            $"collabwiki-git-{Digest(File.ReadAllBytes(corpus.FullName))}.json"
        );
        if (File.Exists(file))
        {
            var stored = JsonSerializer.Deserialize<Dictionary<string, GitMerge>>(
                File.ReadAllText(file)
            )!;
            return stored;
        }
        var merges = cases.ToDictionary(merge => merge.Id, GitMerge.Run, StringComparer.Ordinal);
        File.WriteAllText(file, JsonSerializer.Serialize(merges), Encoding.UTF8);
        return merges;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes))[..16];
}
