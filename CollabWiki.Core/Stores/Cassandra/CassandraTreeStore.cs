using Cassandra;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Trees of pages on Cassandra: one partition a space, changed by one conditional batch.</summary>
public sealed class CassandraTreeStore(CassandraDatabase database) : ITreeStore
{
    /// <summary>The most pages that one write may change: some 4 MB, half of what one mutation may have.</summary>
    private const int MaxChanged = 10_000;

    /// <summary>How many single writes are under way at a time, so that a large change leaves room on the connections.</summary>
    private const int AtOnce = 64;

    /// <summary>How many pages a conditional write takes over.</summary>
    private const int PutAtOnce = 1000;

    private const string Columns =
        "id, title, slug, former_slugs, parent, place, path, created_at, created_by, trashed_at, trashed_by";

    public async Task<PageTree> LoadAsync(SpaceKey space, CancellationToken ct)
    {
        while (true)
        {
            var revision = await GetRevisionAsync(space, ct);
            var rows = await database.ReadAsync(
                $"SELECT {Columns} FROM tree WHERE space = ? AND kind = 1",
                ct,
                space.Value
            );
            // Pages of answers are read one after the other: what was written between them would be half there.
            if (revision == await GetRevisionAsync(space, ct))
            {
                return PageTree
                    .Empty(space)
                    .With([.. rows.Select(row => ReadPage(row, space))], revision);
            }
        }
    }

    public async Task<int> GetRevisionAsync(SpaceKey space, CancellationToken ct) =>
        await FindRevisionAsync(space, ct) ?? 0;

    public async Task<bool> TryWriteAsync(
        SpaceKey space,
        int expected,
        IReadOnlyList<Page> changed,
        CancellationToken ct
    )
    {
        if (changed.Count > MaxChanged)
        {
            throw new ArgumentException(
                $"{changed.Count} pages can’t change at once, at most {MaxChanged}.",
                nameof(changed)
            );
        }
        return await TryWriteAsync(
            space,
            expected == 0 ? null : expected,
            expected + 1,
            changed,
            ct
        );
    }

    public async Task PutAsync(
        SpaceKey space,
        int revision,
        IReadOnlyList<Page> pages,
        CancellationToken ct
    )
    {
        // The revision is written even when there is no page.
        foreach (var some in pages.Chunk(PutAtOnce).DefaultIfEmpty([]))
        {
            while (true)
            {
                var kept = await FindRevisionAsync(space, ct);
                if (kept > revision)
                {
                    return;
                }
                if (await TryWriteAsync(space, kept, revision, some, ct))
                {
                    break;
                }
            }
        }
    }

    public async Task<SpaceKey?> FindSpaceAsync(PageId page, CancellationToken ct) =>
        await database.FindAsync("SELECT space FROM page_space WHERE page = ?", ct, page.Value)
            is { } row
            ? SpaceKey.Parse(row.GetValue<string>("space"))
            : null;

    private async Task<int?> FindRevisionAsync(SpaceKey space, CancellationToken ct) =>
        (
            await database.FindAsync(
                "SELECT revision FROM tree WHERE space = ? AND kind = 0",
                ct,
                space.Value
            )
        )?.GetValue<int>("revision");

    /// <summary>Writes pages on condition of the revision; null: that the space has no tree.</summary>
    private async Task<bool> TryWriteAsync(
        SpaceKey space,
        int? before,
        int after,
        IReadOnlyList<Page> pages,
        CancellationToken ct
    )
    {
        await Parallel.ForEachAsync(
            pages,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (page, _) =>
                await database.WriteAsync(
                    "INSERT INTO page_space (page, space) VALUES (?, ?)",
                    ct,
                    page.Id.Value,
                    space.Value
                )
        );
        var write = Guid.NewGuid();
        return await database.TryAsync(
            await BatchAsync(space, before, after, pages, write, ct),
            () => IsMineAsync(space, after, write, ct),
            ct
        );
    }

    private async Task<BatchStatement> BatchAsync(
        SpaceKey space,
        int? before,
        int after,
        IReadOnlyList<Page> pages,
        Guid write,
        CancellationToken ct
    )
    {
        var batch = new BatchStatement();
        batch.Add(
            before is null
                ? await database.BindAsync(
                    "INSERT INTO tree (space, kind, number, id, revision) VALUES (?, 0, 0, ?, ?) IF NOT EXISTS",
                    ct,
                    space.Value,
                    Guid.Empty,
                    after
                )
                : await database.BindAsync(
                    "UPDATE tree SET revision = ? WHERE space = ? AND kind = 0 AND number = 0 AND id = ? IF revision = ?",
                    ct,
                    after,
                    space.Value,
                    Guid.Empty,
                    before
                )
        );
        batch.Add(
            await database.BindAsync(
                "INSERT INTO tree (space, kind, number, id, revision) VALUES (?, 2, ?, ?, ?) USING TTL 86400",
                ct,
                space.Value,
                after,
                write,
                after
            )
        );
        foreach (var page in pages)
        {
            batch.Add(
                await database.BindAsync(
                    $"INSERT INTO tree (space, kind, number, {Columns}) VALUES (?, 1, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    ct,
                    space.Value,
                    page.Id.Value,
                    page.Title,
                    page.Slug.Value,
                    page.FormerSlugs.Select(slug => slug.Value).ToArray(),
                    page.Parent?.Value,
                    page.Order,
                    page.Path,
                    page.CreatedAt.Ticks,
                    page.CreatedBy.Value,
                    page.TrashedAt?.Ticks,
                    page.TrashedBy?.Value
                )
            );
        }
        return batch;
    }

    private async Task<bool> IsMineAsync(
        SpaceKey space,
        int revision,
        Guid write,
        CancellationToken ct
    ) =>
        await database.FindAsync(
            "SELECT revision FROM tree WHERE space = ? AND kind = 2 AND number = ? AND id = ?",
            ct,
            space.Value,
            revision,
            write
        )
            is not null;

    private static Page ReadPage(Row row, SpaceKey space) =>
        new()
        {
            Id = new PageId(row.GetValue<Guid>("id")),
            Space = space,
            Title = row.GetValue<string>("title"),
            Slug = ReadSlug(row.GetValue<string>("slug")),
            FormerSlugs = [.. row.GetValue<IEnumerable<string>>("former_slugs").Select(ReadSlug)],
            Parent = row.IsNull("parent") ? null : new PageId(row.GetValue<Guid>("parent")),
            Order = row.GetValue<long>("place"),
            Path = row.GetValue<string>("path"),
            CreatedAt = row.GetTime("created_at"),
            CreatedBy = row.GetUserId("created_by"),
            TrashedAt = row.FindTime("trashed_at"),
            TrashedBy = row.IsNull("trashed_by") ? (UserId?)null : row.GetUserId("trashed_by"),
        };

    private static Slug ReadSlug(string text) =>
        Slug.TryParse(text, out var slug)
            ? slug
            : throw new FormatException($"“{text}” is not a slug.");
}
