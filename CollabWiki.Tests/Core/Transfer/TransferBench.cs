using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Transfer;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Transfer;

/// <summary>A folder to bring in, a wiki in SQLite, and a folder to write to.</summary>
internal sealed class TransferBench : IAsyncDisposable
{
    private readonly TempDatabase database = new(inMemory: true);
    private readonly TempFolder folders = new(inMemory: true);
    private readonly FolderImport import;
    private readonly FolderExport export;

    public TransferBench()
    {
        Pages = new SqlitePageStore(database.Database);
        Trees = new SpaceTrees(new SqliteTreeStore(database.Database), []);
        Saver = new PageSaver(Pages, TimeProvider.System, []);
        var stores = new TransferStores(
            new SqliteSpaceStore(database.Database),
            Pages,
            new SqliteFileStore(database.Database)
        );
        import = new FolderImport(stores, Trees, Saver, TimeProvider.System);
        export = new FolderExport(stores, Trees);
        Directory.CreateDirectory(From);
    }

    public string From => folders.File("from");

    public string To => folders.File("to");

    public SqlitePageStore Pages { get; }

    public SpaceTrees Trees { get; }

    public PageSaver Saver { get; }

    public void Write(string path, params byte[] content)
    {
        var place = Path.Combine(From, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllBytes(place, content);
    }

    public void Write(string path, string text) => Write(path, PageText.Encode(text));

    public Task<ImportReport> ImportAsync() =>
        import.ImportAsync(
            From,
            import.NewSpace(Some.Team, "Team"),
            Some.Anna,
            new Progress<TransferProgress>(),
            default
        );

    public Task<ExportResult> ExportAsync(bool force = false) =>
        export.ExportAsync(Some.Team, To, force, new Progress<TransferProgress>(), default);

    public Task<PageTree> TreeAsync() => Trees.GetAsync(Some.Team, default);

    /// <summary>The pages as lines "Title", indented below their parents.</summary>
    public async Task<string[]> OutlineAsync()
    {
        var tree = await TreeAsync();
        return tree.InOrder()
            .Select(page => new string(' ', 2 * tree.Ancestors(page).Count) + page.Title)
            .ToArray();
    }

    /// <summary>All files of a folder, by their paths.</summary>
    public static Dictionary<string, byte[]> Read(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
                File.ReadAllBytes
            );

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folders.Dispose();
    }
}
