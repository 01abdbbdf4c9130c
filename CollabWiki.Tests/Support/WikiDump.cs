using System.Globalization;
using CollabWiki.Core.Live;
using CollabWiki.Core.Moving;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Tests.Support;

/// <summary>All that a wiki holds, in lines: what moving must leave as it is. Made without anything that moving uses.</summary>
internal static class WikiDump
{
    public static async Task<IReadOnlyList<string>> OfAsync(WikiStores stores)
    {
        var lines = new List<string>();
        foreach (var user in await stores.Accounts.ListAsync("", 1000, default))
        {
            lines.Add(
                $"account {user.Id} {user.Name} {user.DisplayName} {user.Email} {user.PasswordHash} {user.SecurityStamp} {user.IsAdministrator} "
                    + $"{user.IsDisabled} {user.FailedSignIns} {user.LockedUntil?.Ticks} {user.CreatedAt.Ticks} {user.Revision}"
            );
            foreach (var token in await stores.Tokens.ListAsync(user.Id, default))
            {
                lines.Add(
                    $"token {token.Id} {token.User} {token.Name} {token.Scope} {token.Hash} {token.CreatedAt.Ticks} {token.ExpiresAt?.Ticks} {token.UsedAt?.Ticks} {token.RevokedAt?.Ticks}"
                );
            }
        }
        foreach (var space in await stores.Spaces.ListAsync(default))
        {
            await AddSpaceAsync(stores, space, lines);
        }
        foreach (var key in await stores.Keys.ListAsync(default))
        {
            lines.Add($"key {key}");
        }
        foreach (var (name, value) in await stores.Settings.ListAsync(default))
        {
            if (name is "logo" or "empty")
            {
                lines.Add($"setting {name}={value}");
            }
        }
        foreach (var (number, body, hash) in await stores.Audit.ReadAsync(0, 10_000, default))
        {
            lines.Add($"audit {number} {body} {hash}");
        }
        var seal = await stores.Audit.FindSealAsync(default);
        lines.Add($"audit ends at {await stores.Audit.GetHeadAsync(default)}");
        lines.Add($"audit begins at {seal?.Last} {seal?.At.Ticks} {seal?.SealedAt.Ticks}");
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static async Task AddSpaceAsync(WikiStores stores, Space space, List<string> lines)
    {
        var grants = string.Join(' ', space.Grants);
        lines.Add(
            $"space {space.Key} {space.Name} {space.Description} {grants} {space.CreatedAt.Ticks} {space.Revision}"
        );
        var tree = await stores.Trees.LoadAsync(space.Key, default);
        lines.Add($"tree {space.Key} {tree.Revision}");
        foreach (var page in tree.All)
        {
            var former = string.Join(' ', page.FormerSlugs);
            lines.Add(
                $"page {page with { FormerSlugs = [] }} {former} {page.CreatedAt.Ticks} {page.TrashedAt?.Ticks} {page.TrashedBy}"
            );
            lines.Add(
                $"page {page.Id} is in {await stores.Trees.FindSpaceAsync(page.Id, default)}"
            );
            await AddVersionsAsync(stores.Pages, page.Id, lines);
            await AddDraftAsync(stores.Drafts, DraftId.SharedOf(page.Id), lines);
        }
        foreach (var file in await stores.Files.ListAsync(space.Key, default))
        {
            var content = await stores.Files.GetContentAsync(file, default);
            lines.Add($"file {file} {file.At.Ticks} {Convert.ToBase64String(content)}");
        }
    }

    private static async Task AddVersionsAsync(IPageStore pages, PageId page, List<string> lines)
    {
        foreach (var version in await pages.ListVersionsAsync(page, Version.None, 1000, default))
        {
            var authors = string.Join(' ', version.Authors);
            var text = await pages.GetTextAsync(page, version.Number, default);
            lines.Add(
                $"version {version with { Authors = [] }} {authors} {version.At.Ticks} {text}"
            );
        }
        lines.Add($"head of {page} {(await pages.FindHeadAsync(page, default))?.WriteId}");
    }

    private static async Task AddDraftAsync(IDraftLog log, DraftId draft, List<string> lines)
    {
        var updates = await log.ReadAsync(draft, Revision.Zero, default);
        for (var i = 0; i < updates.Count; i++)
        {
            var number = i.ToString("D6", CultureInfo.InvariantCulture);
            var (client, sequence, author, at, changes, version) = updates[i];
            lines.Add(
                $"update {draft} {number} {client} {sequence} {author} {at.Ticks} {CollabWiki.Core.Editing.ChangeSetJson.ToJson(changes)} {version}"
            );
        }
        if (await log.FindSnapshotAsync(draft, default) is { } snapshot)
        {
            var clients = string.Join(' ', snapshot.Clients.Order(ByClient));
            lines.Add(
                $"snapshot {draft} {snapshot.Revision} {snapshot.Text} {snapshot.Base} {string.Join(' ', snapshot.Authors)} {clients}"
            );
        }
    }

    private static readonly Comparer<KeyValuePair<ClientId, ClientMark>> ByClient = Comparer<
        KeyValuePair<ClientId, ClientMark>
    >.Create((a, b) => string.CompareOrdinal(a.Key.Value, b.Key.Value));
}
