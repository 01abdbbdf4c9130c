using CollabWiki.Commands;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Hosting;
using CollabWiki.Nodes;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class AuditCommandTests : IDisposable
{
    private readonly TempFolder folders = new(inMemory: true);

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task Import_and_export_are_recorded_and_the_chain_verifies()
    {
        await ImportAsync();
        Assert.Equal(0, await RunAsync("export", folders.File("out"), "--space", "DOCS"));

        Assert.Equal(0, await RunAsync("audit", "verify"));

        await using var provider = Services();
        var links = await provider.GetRequiredService<IAuditStore>().ReadAsync(0, 100, default);
        Assert.Equal(
            [AuditKind.PageImported, AuditKind.PageCreated, AuditKind.Imported, AuditKind.Exported],
            links.Select(link => link.Entry!.Kind)
        );
        Assert.All(
            links,
            link =>
                Assert.StartsWith("command: ", link.Entry!.From.Client, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_broken_chain_ends_with_1_and_so_does_one_that_is_not_as_expected()
    {
        await ImportAsync();
        string head;
        await using (var provider = Services())
        {
            var store = provider.GetRequiredService<IAuditStore>();
            head = (await store.GetHeadAsync(default)).ToString();
        }
        Assert.Equal(0, await RunAsync("audit", "verify", "--expect", head));
        Assert.Equal(1, await RunAsync("audit", "verify", "--expect", new string('a', 64)));
        Assert.Equal(2, await RunAsync("audit", "verify", "--expect", "not a hash"));

        await using (var provider = Services())
        {
            await provider
                .GetRequiredService<SqliteDatabase>()
                .WriteAsync(db => db.Execute("delete from audit_entry where number = 2"), default);
        }

        Assert.Equal(1, await RunAsync("audit", "verify"));
    }

    [Fact]
    public async Task The_trail_is_written_to_a_file_and_that_is_recorded()
    {
        await ImportAsync();
        var (lines, table) = (folders.File("audit.jsonl"), folders.File("audit.csv"));

        Assert.Equal(0, await RunAsync("audit", "export", "--output", lines));
        Assert.Equal(
            0,
            await RunAsync(
                "audit",
                "export",
                "--format",
                "csv",
                "--to",
                "2020-01-01",
                "--output",
                table
            )
        );

        var text = await File.ReadAllTextAsync(lines);
        Assert.Contains("page.imported", text, StringComparison.Ordinal);
        Assert.Contains("audit.export", text, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(table));
        Assert.Equal(2, await RunAsync("audit", "export", "--format", "xml"));
        Assert.Equal(2, await RunAsync("audit", "export", "--from", "yesterday"));
    }

    private async Task ImportAsync()
    {
        Directory.CreateDirectory(folders.File("in"));
        await File.WriteAllTextAsync(folders.File("in/a.md"), "# A");
        Assert.Equal(0, await RunAsync("import", folders.File("in"), "--space", "DOCS"));
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Services);

    private ServiceProvider Services()
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
}
