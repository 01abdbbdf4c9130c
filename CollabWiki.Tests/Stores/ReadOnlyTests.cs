using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Settings;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Guarded;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Stores;

/// <summary>What people meet in a wiki that can only be read: answers, never failures.</summary>
[Trait("layer", "unit")]
public sealed class ReadOnlyTests : IAsyncLifetime
{
    private const string Why = "Only to be read for now.";
    private const string Password = "violet river stone";

    private readonly TempDatabase temp = new();
    private readonly Passwords passwords = new(rounds: 1);
    private WikiStores stores = null!;
    private WriteGate gate = null!;
    private PageId page;

    public async ValueTask InitializeAsync()
    {
        stores = StoreSetup.Of(temp.Database);
        var wiki = new MovableWiki(stores, 1);
        await wiki.FillAsync();
        page = wiki.Pages[1];
        var anna = (await stores.Accounts.FindByNameAsync("anna", default))!;
        Assert.True(
            await stores.Accounts.TryUpdateAsync(
                anna with
                {
                    PasswordHash = passwords.Hash(Password),
                    Revision = anna.Revision + 1,
                },
                default
            )
        );
        var mode = new WikiMode(stores.Settings, TimeProvider.System);
        await mode.SetAsync(Why, default);
        gate = new WriteGate(mode, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    [Fact]
    public async Task Nothing_of_what_people_do_changes_the_wiki_and_each_is_told()
    {
        var before = await WikiDump.OfAsync(stores);

        var saver = new PageSaver(
            new GuardedPageStore(stores.Pages, gate),
            TimeProvider.System,
            []
        );
        var head = (await stores.Pages.FindHeadAsync(page, default))!;
        var rejected = await saver.SaveAsync(
            new SaveRequest(page, head.Number, "Other", [Some.Anna]),
            default
        );
        var trees = new SpaceTrees(new GuardedTreeStore(stores.Trees, gate), []);
        var untouched = await trees.ChangeAsync(
            Some.Team,
            Some.Anna,
            tree => tree.Rename(page, "Other", null),
            default
        );
        var spaces = new SpaceEditor(
            new GuardedSpaceStore(stores.Spaces, gate),
            TimeProvider.System,
            [],
            []
        );
        var space = (await stores.Spaces.FindAsync(Some.Team, default))!;

        Assert.Equal(new SaveResult.Rejected(Why), rejected);
        Assert.Equal(new TreeChange.Refused(TreeRefusal.ReadOnly), untouched);
        var closed = new SpaceResult.Refused(SpaceRefusal.ReadOnly);
        Assert.Equal(
            closed,
            await spaces.ChangeAsync(space with { Name = "Other" }, Some.Anna, default)
        );
        Assert.Equal(closed, await spaces.CreateAsync("MORE", "More", "", [], Some.Anna, default));
        Assert.Equal(before, await WikiDump.OfAsync(stores));
    }

    [Fact]
    public async Task Accounts_stay_as_they_are_and_signing_in_works()
    {
        var before = await WikiDump.OfAsync(stores);
        var accounts = new GuardedAccountStore(stores.Accounts, gate);
        var creator = new AccountCreator(accounts, passwords, TimeProvider.System, []);
        var editor = new AccountEditor(accounts, passwords, [], []);
        var check = new SignInCheck(accounts, passwords, TimeProvider.System, []);
        var anna = (await accounts.FindByNameAsync("anna", default))!;

        var refused = AccountResult.Of(AccountRefusal.ReadOnly);
        var details = new AccountDetails("new", "New", "", IsAdministrator: false);
        Assert.Equal(refused, await creator.CreateAsync(details, Password, Some.Anna, default));
        Assert.Equal(refused, await editor.DescribeAsync(anna.Id, "Other", "", default));
        Assert.Null(await check.CheckAsync("anna", "wrong", Origin.Unknown, default));
        Assert.Equal(anna, await check.CheckAsync("anna", Password, Origin.Unknown, default));
        Assert.Equal(before, await WikiDump.OfAsync(stores));
    }

    [Fact]
    public async Task Drafts_and_files_are_not_written_and_a_snapshot_is_left_out_without_a_word()
    {
        var before = await WikiDump.OfAsync(stores);
        var log = new GuardedDraftLog(stores.Drafts, gate);
        var files = new GuardedFileStore(stores.Files, gate);
        var draft = DraftId.SharedOf(page);
        var updates = (await log.ReadAsync(draft, Revision.Zero, default)).Take(1).ToList();
        var file = (await files.ListAsync(Some.Team, default))[0];

        await Assert.ThrowsAsync<WikiReadOnlyException>(() =>
            log.TryAppendAsync(draft, new Revision(3), Guid.NewGuid(), updates, default)
        );
        await Assert.ThrowsAsync<WikiReadOnlyException>(() =>
            files.SaveAsync(file with { Size = 1 }, new byte[1], default)
        );
        var other = await log.FindSnapshotAsync(DraftId.SharedOf(page), default);
        Assert.Null(other);
        await log.SaveSnapshotAsync(
            draft,
            new DraftSnapshot
            {
                Revision = new Revision(3),
                Text = "",
                Base = Version.First,
                Authors = [],
                Clients = System
                    .Collections
                    .Immutable
                    .ImmutableDictionary<ClientId, ClientMark>
                    .Empty,
            },
            default
        );

        Assert.Equal(before, await WikiDump.OfAsync(stores));
    }
}
