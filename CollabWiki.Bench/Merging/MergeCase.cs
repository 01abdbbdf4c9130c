using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CollabWiki.Bench.Merging;

/// <summary>A merge that happened: the three texts, and what a person committed.</summary>
internal sealed record MergeCase(
    string Id,
    string Path,
    string Base,
    string Ours,
    string Theirs,
    string Result,
    MergeLabels Labels
)
{
    /// <summary>The cases of a corpus (.jsonl.gz).</summary>
    public static IReadOnlyList<MergeCase> Read(FileInfo corpus)
    {
        using var file = corpus.OpenRead();
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var cases = new List<MergeCase>();
        while (lines.ReadLine() is { } line)
        {
            cases.Add(JsonSerializer.Deserialize<MergeCase>(line, JsonSerializerOptions.Web)!);
        }
        return cases;
    }
}

/// <param name="GitMergeFile">"clean" or "conflict".</param>
/// <param name="HunkResolutions">Null when the person also edited outside the conflict hunks.</param>
internal sealed record MergeLabels(
    string GitMergeFile,
    [property: JsonPropertyName("hunkResolutions")] IReadOnlyList<string>? HunkResolutions
)
{
    [JsonIgnore]
    public bool Conflicted => GitMergeFile == "conflict";

    /// <summary>Whether the person edited nothing but the conflict hunks.</summary>
    [JsonIgnore]
    public bool IsPure => HunkResolutions is not null;
}
