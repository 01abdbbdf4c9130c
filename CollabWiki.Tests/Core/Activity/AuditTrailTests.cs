using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Activity;

/// <summary>What is said about what happens, by the services that do it.</summary>
[Trait("layer", "unit")]
public sealed class AuditTrailTests : IAsyncDisposable
{
    private static readonly Origin Here = new("192.0.2.7", "Browser");

    private readonly TempDatabase temp = new(inMemory: true);
    private readonly AuditBench bench;
    private readonly Actor anna = new(Some.Anna, Here);

    public AuditTrailTests() => bench = new AuditBench(new SqliteAuditStore(temp.Database));

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Fact]
    public async Task The_life_of_a_page_is_told_with_who_where_from_and_versions()
    {
        var saver = new PageSaver(
            new SqlitePageStore(temp.Database),
            TimeProvider.System,
            [bench.Trail]
        );
        var trees = new SpaceTrees(new SqliteTreeStore(temp.Database), [bench.Trail]);
        var creator = new PageCreator(trees, saver, TimeProvider.System);
        var made = await creator.CreateAsync(
            new NewPage(Some.Team, "Guide", "One\n\nTwo\n", Some.Anna) { From = Here },
            default
        );
        var page = Assert.IsType<CreateResult.Created>(made).Page.Id;
        await SaveAsync(saver, page, 1, "One!\n\nTwo\n", VersionKind.Edit);
        await SaveAsync(saver, page, 1, "One\n\nTwo!\n", VersionKind.Edit);
        await SaveAsync(saver, page, 3, "One\n\nTwo\n", VersionKind.Restore);
        await SaveAsync(saver, page, 4, "Imported\n", VersionKind.Import);
        await ChangeAsync(trees, tree => tree.Rename(page, "Manual", null));
        await ChangeAsync(trees, tree => tree.Trashed(page, Some.Anna, Some.Time));
        await ChangeAsync(trees, tree => tree.Restored(page));

        var entries = await bench.EntriesAsync();
        Assert.Equal(
            [
                AuditKind.PageSaved,
                AuditKind.PageCreated,
                AuditKind.PageSaved,
                AuditKind.PageMerged,
                AuditKind.PageRestored,
                AuditKind.PageImported,
                AuditKind.PageRenamed,
                AuditKind.PageDeleted,
                AuditKind.PageBroughtBack,
            ],
            entries.Select(entry => entry.Kind)
        );
        Assert.All(
            entries,
            entry =>
                Assert.Equal(
                    (Some.Anna, Here, AuditTarget.Of(page)),
                    (entry.By!.Value, entry.From, entry.Target)
                )
        );
        Assert.Equal((null, 1), (entries[0].Before, entries[0].After!.Value));
        Assert.Equal((2, 3), (entries[3].Before!.Value, entries[3].After!.Value));
        Assert.Contains("“Guide” → “Manual”", entries[6].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_names_the_places()
    {
        var trees = new SpaceTrees(new SqliteTreeStore(temp.Database), [bench.Trail]);
        var (below, above) = (PageId.New(), PageId.New());
        foreach (var id in new[] { above, below })
        {
            await ChangeAsync(
                trees,
                tree => tree.Add(id, "Page", null, null, "", Some.Anna, Some.Time)
            );
        }

        await ChangeAsync(trees, tree => tree.Move(below, above, null));

        var moved = (await bench.EntriesAsync())[^1];
        Assert.Equal(AuditKind.PageMoved, moved.Kind);
        Assert.EndsWith(
            $"at the top → below page:{above}",
            moved.Details,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Accounts_are_told_without_secrets()
    {
        var accounts = new SqliteAccountStore(temp.Database);
        var passwords = new Passwords(rounds: 1);
        var creator = new AccountCreator(accounts, passwords, bench.Clock, [bench.Trail]);
        var editor = new AccountEditor(accounts, passwords, [], [bench.Trail]);
        var details = new AccountDetails("ben", "Ben", "ben@example.org", IsAdministrator: true);
        var ben = Done(await creator.CreateAsync(details, "violet river stone", anna, default)).Id;
        await accounts.TryCreateAsync(
            Some.User("anna") with
            {
                Id = Some.Anna,
                IsAdministrator = true,
            },
            default
        );
        var wish = details with
        {
            DisplayName = "Benjamin",
            Email = "secret@example.org",
            IsAdministrator = false,
        };
        Done(await editor.EditAsync(details, wish, ben, anna, default));
        Done(await editor.SetDisabledAsync(ben, disabled: true, anna, default));
        Done(await editor.SetDisabledAsync(ben, disabled: false, anna, default));
        Done(await editor.ResetPasswordAsync(ben, "copper lake bridge", anna, default));

        var entries = await bench.EntriesAsync();
        Assert.Equal(
            [
                AuditKind.AccountCreated,
                AuditKind.AccountRights,
                AuditKind.AccountChanged,
                AuditKind.AccountDisabled,
                AuditKind.AccountEnabled,
                AuditKind.PasswordSet,
            ],
            entries.Select(entry => entry.Kind)
        );
        Assert.All(entries, entry => Assert.Equal(AuditTarget.Of(ben), entry.Target));
        var all = string.Concat((await bench.AllAsync()).Select(link => link.Body));
        Assert.DoesNotContain("violet", all, StringComparison.Ordinal);
        Assert.DoesNotContain("copper", all, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_in_a_space_are_told_before_and_after()
    {
        var spaces = new SqliteSpaceStore(temp.Database);
        var editor = new SpaceEditor(spaces, bench.Clock, [], [bench.Trail]);
        var made = await editor.CreateAsync(
            "TEAM",
            "Team",
            "",
            [new Grant(Audience.Members, Role.Editor)],
            anna,
            default
        );
        var team = Assert.IsType<SpaceResult.Done>(made).Space;
        var wish = team with
        {
            Name = "The team",
            Grants =
            [
                new Grant(Audience.Members, Role.Reader),
                new Grant(Audience.User, Role.Administrator, Some.Ben),
            ],
        };
        await editor.ChangeAsync(wish, anna, default);
        // Refused: nothing happened.
        await editor.ChangeAsync(wish, anna, default);

        var entries = await bench.EntriesAsync();
        Assert.Equal(
            [
                AuditKind.SpaceCreated,
                AuditKind.SpaceRights,
                AuditKind.SpaceChanged,
                AuditKind.SpaceRights,
            ],
            entries.Select(entry => entry.Kind)
        );
        Assert.Contains("members: editor → reader", entries[3].Details, StringComparison.Ordinal);
        Assert.Contains(
            $"account:{Some.Ben}: nothing → administrator",
            entries[3].Details,
            StringComparison.Ordinal
        );
    }

    private Task<TreeChange> ChangeAsync(SpaceTrees trees, Func<PageTree, TreeChange> wish) =>
        trees.ChangeAsync(Some.Team, anna, wish, default);

    private static Task<SaveResult> SaveAsync(
        PageSaver saver,
        PageId page,
        int from,
        string text,
        VersionKind kind
    ) =>
        saver.SaveAsync(
            new SaveRequest(page, new Version(from), text, [Some.Anna])
            {
                Kind = kind,
                From = Here,
            },
            default
        );

    private static WikiUser Done(AccountResult result) =>
        Assert.IsType<AccountResult.Done>(result).User;
}
