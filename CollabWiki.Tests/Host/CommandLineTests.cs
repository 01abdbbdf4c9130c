using CollabWiki.Commands;
using CollabWiki.Hosting;
using CollabWiki.Nodes;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder folders = new(inMemory: true);

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task A_folder_comes_in_and_goes_out()
    {
        Write("in/a.md", "# A");

        Assert.Equal(0, await RunAsync("import", folders.File("in"), "--space", "docs"));
        Assert.Equal(0, await RunAsync("export", "--space", "DOCS", folders.File("out")));

        Assert.Equal("# A", await File.ReadAllTextAsync(folders.File("out/a.md")));
    }

    [Fact]
    public async Task Leaving_something_out_shows_in_the_exit_code()
    {
        Write("in/a.exe", "x");

        Assert.Equal(1, await RunAsync("import", folders.File("in"), "--space", "DOCS"));
    }

    [Fact]
    public async Task Misuse_is_told_from_failure()
    {
        Write("in/a.md", "# A");

        Assert.Equal(2, await RunAsync("import", folders.File("missing"), "--space", "DOCS"));
        Assert.Equal(2, await RunAsync("import", folders.File("in"), "--space", "not a key"));
        Assert.Equal(2, await RunAsync("import", folders.File("in")));
        Assert.Equal(2, await RunAsync("export", "--space", "NONE", folders.File("out")));
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("migrate", "--to", "paper")]
    public async Task A_move_needs_a_target_that_there_is(params string[] args) =>
        Assert.Equal(2, await RunAsync(args));

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Help_is_no_failure(string argument) =>
        Assert.Equal(0, await RunAsync(argument));

    [Fact]
    public void What_is_no_command_is_for_the_server()
    {
        Assert.False(CommandLine.IsCommand([]));
        Assert.False(CommandLine.IsCommand(["--urls", "http://127.0.0.1:5000"]));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folders.File(path))!);
        File.WriteAllText(folders.File(path), text);
    }

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(
            args,
            () =>
            {
                var configuration = new ConfigurationBuilder().AddInMemoryCollection(
                    new Dictionary<string, string?> { ["COLLABWIKI_DATA"] = folders.File("data") }
                );
                return new ServiceCollection()
                    .AddLogging()
                    .AddStores(configuration.Build())
                    .AddNodeLink()
                    .AddTransfer()
                    .BuildServiceProvider();
            }
        );
}
