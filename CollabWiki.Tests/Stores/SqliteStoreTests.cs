using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Contracts;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class SqlitePageStoreTests : PageStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IPageStore Store => new SqlitePageStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteTreeStoreTests : TreeStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override ITreeStore Store => new SqliteTreeStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteSpaceStoreTests : SpaceStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override ISpaceStore Store => new SqliteSpaceStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteAccountStoreTests : AccountStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IAccountStore Store => new SqliteAccountStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteFileStoreTests : FileStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IFileStore Store => new SqliteFileStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteDraftLogTests : DraftLogContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IDraftLog Log => new SqliteDraftLog(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteStatusTests : StoreStatusContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IStoreStatus Store => new SqliteStatus(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    protected override Task BreakAsync()
    {
        File.Move(temp.Database.File, temp.Database.File + ".away");
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_file_and_its_settings_are_told()
    {
        var accounts = new SqliteAccountStore(temp.Database);
        Assert.True(await accounts.TryCreateAsync(Some.User("anna"), default));

        var status = Assert.IsType<FileStoreStatus>(await Store.ReadAsync(default));

        Assert.Equal(temp.Database.File, status.File);
        Assert.Equal(("wal", "full"), (status.JournalMode, status.Synchronous));
        Assert.Equal(new FileInfo(status.File).Length, status.Bytes);
        Assert.Equal(new FileInfo(status.File + "-wal").Length, status.LogBytes);
        Assert.InRange(status.LogBytes, status.PageBytes, 1 << 24);
        Assert.InRange(status.Pages, 10, 1000);
    }
}
