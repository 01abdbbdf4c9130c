using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace CollabWiki.Bench.Merging;

/// <summary>What <c>git merge-file</c> makes of a case.</summary>
/// <param name="ConflictCharacters">UTF-16 units of both sides inside conflict hunks, without markers.</param>
/// <param name="Digest">SHA-256 of the whole output.</param>
internal sealed record GitMerge(int Conflicts, int ConflictCharacters, string Digest)
{
    private const int MostConflicts = 127;
    private const string Label = "merge-corpus-label";

    public bool Equal(string text) => DigestOf(text) == Digest;

    /// <summary>Runs git.</summary>
    /// <exception cref="InvalidOperationException">git fails.</exception>
    public static GitMerge Run(MergeCase merge)
    {
        using var folder = new ScratchFolder();
        folder.Write("ours", merge.Ours);
        folder.Write("base", merge.Base);
        folder.Write("theirs", merge.Theirs);
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        string[] arguments = ["merge-file", "-p", "-L", Label, "-L", Label, "-L", Label];
        foreach (var argument in arguments.Concat(["ours", "base", "theirs"]))
        {
            start.ArgumentList.Add(argument);
        }
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode > MostConflicts)
        {
            throw new InvalidOperationException($"git merge-file failed on case {merge.Id}");
        }
        var (hunks, characters) = Conflicted(output);
        return new GitMerge(hunks, characters, DigestOf(output));
    }

    private static (int Hunks, int Characters) Conflicted(string output)
    {
        var (hunks, characters, inside) = (0, 0, false);
        foreach (var line in output.Split('\n'))
        {
            var text = line.TrimEnd('\r');
            if (text == $"<<<<<<< {Label}")
            {
                hunks++;
                inside = true;
            }
            else if (text == $">>>>>>> {Label}")
            {
                // Not counted: the marker between the sides, seven signs and its line break.
                characters -= "=======\n".Length;
                inside = false;
            }
            else if (inside)
            {
                characters += line.Length + 1;
            }
        }
        return (hunks, characters);
    }

    private static string DigestOf(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class ScratchFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("collabwiki-merge").FullName;

        public void Write(string name, string text) =>
            File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
