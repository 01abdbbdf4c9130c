using System.Diagnostics;
using CollabWiki.Commands;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class MergeFileTests : IDisposable
{
    private const string Text = "The old cat sat on the mat.\n";

    private readonly TempFolder folder = new(inMemory: true);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_merge_without_conflicts_is_written_into_ours()
    {
        Write(Text, "The young cat sat on the mat.\n", "The old cat sat on the rug.\n");

        Assert.Equal(0, await RunAsync());

        Assert.Equal("The young cat sat on the rug.\n", Ours());
    }

    [Fact]
    public async Task The_exit_code_is_the_number_of_conflicts_and_markers_hold_whole_lines()
    {
        Write(
            Text + "\nend",
            "The red cat sat on the mat.\n\nend",
            "The big cat sat on the mat.\n\nend"
        );

        Assert.Equal(1, await RunAsync("-q", "--diff3", "-L", "mine", "-L", "old", "-L", "other"));

        Assert.Equal(
            "<<<<<<< mine\nThe red cat sat on the mat.\n||||||| old\nThe old cat sat on the mat.\n"
                + "=======\nThe big cat sat on the mat.\n>>>>>>> other\n\nend",
            Ours()
        );
    }

    [Fact]
    public async Task More_conflicts_than_an_exit_code_can_tell_are_127()
    {
        string Lines(string word) =>
            string.Concat(Enumerable.Range(0, 200).Select(i => $"{word} line\n\nkept {i}\n\n"));
        Write(Lines("old"), Lines("red"), Lines("big"));

        Assert.Equal(127, await RunAsync("-q"));
    }

    [Fact]
    public async Task What_is_no_text_is_refused_with_255_and_left_alone()
    {
        Write("a\0b", "a\0c", "a\0d");

        Assert.Equal(255, await RunAsync());
        Assert.Equal("a\0c", Ours());
        Assert.Equal(255, await CommandLine.RunAsync(["merge-file", "one"], NoServices));
        Assert.Equal(255, await CommandLine.RunAsync(["merge-file", "1", "2", "3"], NoServices));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_come_through()
    {
        byte[] text = [0xE9, (byte)'\n'];
        Write("", "", "");
        await File.WriteAllBytesAsync(folder.File("ours"), text);

        Assert.Equal(0, await RunAsync());

        Assert.Equal(text, await File.ReadAllBytesAsync(folder.File("ours")));
    }

    [Fact]
    public async Task Git_merges_with_it()
    {
        await GitAsync("init", "-q", "-b", "main");
        await GitAsync("config", "user.name", "Ada");
        await GitAsync("config", "user.email", "ada@example.org");
        var driver = $"dotnet \"{Repository.Program}\" merge-file --marker-size %L %A %O %B";
        await GitAsync("config", "merge.collabwiki.driver", driver);
        await CommitAsync(".gitattributes", "*.md merge=collabwiki\n");
        await CommitAsync("page.md", Text);
        await GitAsync("checkout", "-q", "-b", "other");
        await CommitAsync("page.md", "The old cat sat on the rug.\n");
        await GitAsync("checkout", "-q", "main");
        await CommitAsync("page.md", "The young cat sat on the mat.\n");

        Assert.Equal(0, await GitAsync("merge", "-q", "--no-edit", "other"));

        var merged = await File.ReadAllTextAsync(folder.File("page.md"));
        Assert.Equal("The young cat sat on the rug.\n", merged);
    }

    private static ServiceProvider NoServices() => throw new InvalidOperationException();

    private void Write(string before, string ours, string theirs)
    {
        File.WriteAllText(folder.File("base"), before);
        File.WriteAllText(folder.File("ours"), ours);
        File.WriteAllText(folder.File("theirs"), theirs);
    }

    private string Ours() => File.ReadAllText(folder.File("ours"));

    private Task<int> RunAsync(params string[] options) =>
        CommandLine.RunAsync(
            [
                "merge-file",
                .. options,
                folder.File("ours"),
                folder.File("base"),
                folder.File("theirs"),
            ],
            NoServices
        );

    private async Task CommitAsync(string file, string text)
    {
        await File.WriteAllTextAsync(folder.File(file), text);
        await GitAsync("add", file);
        await GitAsync("commit", "-q", "-m", file);
    }

    private async Task<int> GitAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
        };
        using var git = Process.Start(start)!;
        await git.WaitForExitAsync();
        return git.ExitCode;
    }
}
