using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Core.Tokens;
using CollabWiki.Tests.Contracts;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Time.Testing;

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
public sealed class SqliteNodeBoardTests : NodeBoardContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override INodeBoard Board => new SqliteNodeBoard(temp.Database, TimeProvider.System);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteClaimStoreTests : ClaimStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IClaimStore Claims =>
        new SqliteClaimStore(temp.Database, TimeProvider.System);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteProtectionKeyStoreTests : ProtectionKeyStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IProtectionKeyStore Store => new SqliteProtectionKeyStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteSettingStoreTests : SettingStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override ISettingStore Store => new SqliteSettingStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteTokenStoreTests : TokenStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override ITokenStore Store => new SqliteTokenStore(temp.Database);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteRequestKeyStoreTests : RequestKeyStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IRequestKeyStore Store =>
        new SqliteRequestKeyStore(temp.Database, new FakeTimeProvider(Some.Time));

    [Fact]
    public async Task A_key_is_free_again_after_a_day()
    {
        var clock = new FakeTimeProvider(Some.Time);
        var store = new SqliteRequestKeyStore(temp.Database, clock);
        var first = Request("again");
        await store.ClaimAsync(first, default);

        clock.Advance(KeptRequest.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Page, (await store.ClaimAsync(Request("again"), default)).Page);

        clock.Advance(TimeSpan.FromSeconds(1));
        var second = Request("again");
        Assert.Equal(second.Page, (await store.ClaimAsync(second, default)).Page);
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqlitePresenceStoreTests : PresenceStoreContract, IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    protected override IPresenceStore Store =>
        new SqlitePresenceStore(temp.Database, TimeProvider.System);

    public ValueTask DisposeAsync() => temp.DisposeAsync();
}

[Trait("layer", "unit")]
public sealed class SqliteLifetimeTests : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider clock = new(Some.Time);

    [Fact]
    public async Task What_has_a_lifetime_is_gone_after_it()
    {
        var board = new SqliteNodeBoard(temp.Database, clock);
        var claims = new SqliteClaimStore(temp.Database, clock);
        var presence = new SqlitePresenceStore(temp.Database, clock);
        var (node, other, page) = (NodeId.New(), NodeId.New(), PageId.New());
        var member = new Member(
            "connection",
            Some.Client("client"),
            new Person(Some.Anna, "Anna", 1)
        );
        await board.AnnounceAsync(new NodeInfo(node, "a", Some.Time, ""), Lifetime, default);
        await presence.SetAsync(page, node, [member], Lifetime, default);
        Assert.True(await claims.TryClaimAsync("mail", node, Lifetime, default));

        clock.Advance(Lifetime - TimeSpan.FromSeconds(1));
        Assert.Single(await board.ListAsync(default));
        Assert.Single(await presence.ReadAsync(page, default));
        Assert.False(await claims.TryClaimAsync("mail", other, Lifetime, default));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await board.ListAsync(default));
        Assert.Empty(await presence.ReadAsync(page, default));
        Assert.True(await claims.TryClaimAsync("mail", other, Lifetime, default));
    }

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
