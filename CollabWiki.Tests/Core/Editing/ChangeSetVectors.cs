using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CollabWiki.Tests.Core.Editing;

/// <summary>Cases that the real @codemirror/state made: see editor/test/make-vectors.mjs.</summary>
internal static class ChangeSetVectors
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static string Editor => Path.Combine(RepositoryRoot(), "editor");

    public static IReadOnlyList<ChangeSetVector> Committed()
    {
        var path = Path.Combine(Editor, "test", "vectors", "changeset.json");
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<List<ChangeSetVector>>(file, Options)!;
    }

    /// <summary>Runs the generator; fails when node or the packages are missing, since then nothing is compared.</summary>
    public static async IAsyncEnumerable<ChangeSetVector> MakeAsync(int seed, int count)
    {
        var packages = Path.Combine(Editor, "node_modules", "@codemirror", "state");
        Assert.True(Directory.Exists(packages), $"{packages} is missing: run npm ci in editor/.");
        using var node = StartNode(seed, count);
        var errors = node.StandardError.ReadToEndAsync();
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            yield return JsonSerializer.Deserialize<ChangeSetVector>(line, Options)!;
        }
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"make-vectors.mjs failed: {await errors}");
    }

    private static Process StartNode(int seed, int count)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine("test", "make-vectors.mjs"),
                seed.ToString(CultureInfo.InvariantCulture),
                count.ToString(CultureInfo.InvariantCulture),
            },
            WorkingDirectory = Editor,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException(
                "node is missing: this test compares with the real package.",
                e
            );
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CollabWiki.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("CollabWiki.sln");
        }
        return folder.FullName;
    }
}
