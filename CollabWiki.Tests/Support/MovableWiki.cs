using System.Collections.Immutable;
using System.Security.Cryptography;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Files;
using CollabWiki.Core.Live;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Tokens;

namespace CollabWiki.Tests.Support;

/// <summary>A wiki with every kind of data, somewhat different for each seed; a small one has no long texts, logs and files.</summary>
internal sealed class MovableWiki(WikiStores stores, int seed, bool isSmall = false)
{
    private readonly Random random = new(seed);

    /// <summary>The pages, in the order in which they were made.</summary>
    public List<PageId> Pages { get; } = [];

    public async Task FillAsync()
    {
        foreach (var name in new[] { "anna", "Ben", "äöü" })
        {
            await AddAccountAsync(name);
        }
        await AddTokensAsync((await stores.Accounts.FindByNameAsync("anna", default))!);
        await AddSpaceAsync(Some.Team, pages: 8 + random.Next(5));
        await AddSpaceAsync(SpaceKey.Parse("OTHER"), pages: 2);
        await AddFilesAsync();
        await stores.Keys.SaveAsync(new ProtectionKey("key-1", "<key>ä</key>"), default);
        await stores.Settings.SetAsync("logo", "a setting", default);
        await stores.Settings.SetAsync("empty", "", default);
        await RecordAsync(isSmall ? 5 : 1100);
        // Some days are gone already.
        var old = (await stores.Audit.ReadAsync(0, 3, default))[^1].Head;
        var seal = new AuditSeal(old, Some.Time, Some.Time.AddDays(40));
        Assert.True(await stores.Audit.TrySealAsync(null, seal, default));
    }

    /// <summary>Some more of everything, as when people go on writing.</summary>
    public async Task ChangeAsync()
    {
        var anna = (await stores.Accounts.FindByNameAsync("anna", default))!;
        await UpdateAsync(anna with { Name = "anna-b", PasswordHash = "new hash" });
        var ben = (await stores.Accounts.FindByNameAsync("ben", default))!;
        // A name that another one gave up just now.
        await UpdateAsync(ben with { Name = "Anna" });
        await RenameAsync(Pages[^1], "A new title");
        await AddVersionAsync(Pages[0], $"Changed {random.Next()}");
        await AddDraftAsync(Pages[1], [4], start: 3);
        await AddDraftAsync(Pages[2], [3]);
        await stores.Settings.SetAsync("logo", "another", default);
        await SaveFileAsync("img/small.png", [9, 9]);
        await RecordAsync(2);
    }

    /// <summary>Puts entries into the audit trail, as of sign-ins.</summary>
    public async Task RecordAsync(int count)
    {
        var end = await stores.Audit.CatchUpAsync(default);
        foreach (var some in Enumerable.Range(1, count).Chunk(50))
        {
            var entries = some.Select(i => AuditBench.Entry($"Eintrag {i} “ä” {random.Next()}"));
            var links = AuditChain.Continue(end, entries);
            Assert.True(await stores.Audit.TryAppendAsync(end, links, default));
            end = links[^1].Head;
        }
    }

    private async Task AddTokensAsync(WikiUser user)
    {
        foreach (var name in new[] { "used", "revoked" })
        {
            var token = new AccessToken
            {
                Id = TokenId.New(),
                User = user.Id,
                Name = name,
                Scope = TokenScope.Write,
                Hash = $"hash {random.Next()}",
                CreatedAt = Some.Time,
                UsedAt = Some.Time.AddDays(1),
                ExpiresAt = Some.Time.AddDays(90),
                RevokedAt = name == "revoked" ? Some.Time.AddDays(2) : null,
            };
            Assert.True(await stores.Tokens.TryCreateAsync(token, default));
        }
    }

    private async Task AddAccountAsync(string name)
    {
        var user = Some.User(name) with
        {
            PasswordHash = $"hash {random.Next()}",
            IsAdministrator = name == "anna",
            IsDisabled = name == "Ben",
            FailedSignIns = 2,
            LockedUntil = name == "Ben" ? Some.Time.AddTicks(7) : null,
        };
        Assert.True(await stores.Accounts.TryCreateAsync(user, default));
        await UpdateAsync(user with { DisplayName = $"{name} the Second" });
    }

    private async Task UpdateAsync(WikiUser user) =>
        Assert.True(
            await stores.Accounts.TryUpdateAsync(
                user with
                {
                    Revision = user.Revision + 1,
                },
                default
            )
        );

    private async Task AddSpaceAsync(SpaceKey key, int pages)
    {
        var space = new Space
        {
            Key = key,
            Name = $"Name of {key}",
            Grants = [new(Audience.Anyone, Role.Reader), new(Audience.User, Role.Editor, Some.Ben)],
            CreatedAt = Some.Time,
        };
        Assert.True(await stores.Spaces.TryCreateAsync(space, default));
        Assert.True(
            await stores.Spaces.TryUpdateAsync(space with { Name = "New", Revision = 2 }, default)
        );
        var first = Pages.Count;
        for (var i = 0; i < pages; i++)
        {
            await AddPageAsync(key, i % 3 == 2 ? Pages[^1] : null);
        }
        await RenameAsync(Pages[first], "Renamed ✓");
        await WriteTreeAsync(key, tree => tree.Move(Pages[first], Pages[first + 1], null));
        await WriteTreeAsync(key, tree => tree.Trashed(Pages[^1], Some.Anna, Some.Time.AddDays(1)));
        await AddVersionAsync(Pages[first], new string('é', isSmall ? 9 : PageText.MaxBytes / 2));
        await AddDraftAsync(Pages[first], isSmall ? [2, 20, 1] : [4990, 20, 1, 5000, 3]);
        await AddDraftAsync(Pages[first + 1], [1, 2]);
        await SaveSnapshotAsync(Pages[first], isSmall ? 22 : 5010);
    }

    private async Task AddPageAsync(SpaceKey space, PageId? parent)
    {
        var id = PageId.New();
        var versions = 1 + random.Next(4);
        for (var number = 1; number <= versions; number++)
        {
            await AddVersionAsync(
                id,
                $"Text {random.Next()} 漢字 👩‍👩‍👧\r\n of version {number}\n"
            );
        }
        await WriteTreeAsync(
            space,
            tree =>
                tree.Add(
                    id,
                    $"Page {random.Next()}",
                    null,
                    parent,
                    $"{id}.md",
                    Some.Anna,
                    Some.Time
                )
        );
        Pages.Add(id);
    }

    private async Task RenameAsync(PageId page, string title)
    {
        var space = (await stores.Trees.FindSpaceAsync(page, default))!.Value;
        await WriteTreeAsync(
            space,
            tree =>
                tree.Find(page)!.TrashedAt is null
                    ? tree.Rename(page, title, Slug.FromTitle(title))
                    : tree.Restored(page)
        );
    }

    private async Task WriteTreeAsync(SpaceKey space, Func<PageTree, TreeChange> wish)
    {
        var tree = await stores.Trees.LoadAsync(space, default);
        var changed = Assert.IsType<TreeChange.Changed>(wish(tree));
        Assert.True(await stores.Trees.TryWriteAsync(space, tree.Revision, changed.Pages, default));
    }

    private async Task AddVersionAsync(PageId page, string text)
    {
        var head = (await stores.Pages.FindHeadAsync(page, default))?.Number ?? Version.None;
        var number = head.Next.Number;
        var version = Some.Version(page, number) with
        {
            Kind = (VersionKind)(number % 4),
            Authors = [Some.Ben, Some.Anna],
            Comment = $"Ändern {number}",
            Origin = new Version(number / 2),
            At = Some.Time.AddTicks(random.Next()),
        };
        Assert.True(await stores.Pages.TryAppendAsync(version, text, default));
    }

    private async Task AddDraftAsync(PageId page, int[] counts, int start = 0)
    {
        var draft = DraftId.SharedOf(page);
        var at = new Revision(start);
        foreach (var count in counts)
        {
            // The second is too large to stand in its row.
            var insert = count == 20 ? new string('x', 3000) : "x";
            var updates = Enumerable.Range(0, count).Select(i => Update(i, insert)).ToList();
            Assert.True(
                await stores.Drafts.TryAppendAsync(draft, at, Guid.NewGuid(), updates, default)
            );
            at += count;
        }
    }

    private async Task SaveSnapshotAsync(PageId page, int revision)
    {
        var clients = ImmutableDictionary<ClientId, ClientMark>.Empty;
        for (var i = 0; i < 10; i++)
        {
            clients = clients.Add(Some.Client($"tab-{i}"), new ClientMark(Some.Anna, i));
        }
        var snapshot = new DraftSnapshot
        {
            Revision = new Revision(revision),
            Text = "Text\n",
            Base = new Version(1),
            Authors = [Some.Anna, Some.Ben],
            Clients = clients,
        };
        await stores.Drafts.SaveSnapshotAsync(DraftId.SharedOf(page), snapshot, default);
    }

    private async Task AddFilesAsync()
    {
        var large = new byte[isSmall ? 3 : 3_000_000];
        random.NextBytes(large);
        await SaveFileAsync("img/large ä.png", large);
        await SaveFileAsync("img/small.png", [1, 2, 3]);
        await SaveFileAsync("empty.txt", []);
    }

    private Task SaveFileAsync(string path, byte[] content) =>
        stores.Files.SaveAsync(
            new WikiFile
            {
                Space = Some.Team,
                Path = path,
                ContentType = "image/png",
                Size = content.Length,
                Hash = Convert.ToHexStringLower(SHA256.HashData(content)),
                At = Some.Time.AddTicks(random.Next()),
                By = Some.Anna,
            },
            content,
            default
        );

    private static LiveUpdate Update(int sequence, string insert) =>
        new(
            Some.Client("tab-1"),
            sequence,
            Some.Anna,
            Some.Time,
            ChangeSet.Of(sequence, new Change(0, 0, insert)),
            new Version(sequence == 0 ? 1 : 0)
        );
}
