using System.Collections.Immutable;
using System.Text.Json;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Trees of pages in SQLite.</summary>
public sealed class SqliteTreeStore(SqliteDatabase database) : ITreeStore
{
    private const string Columns =
        "id, space, title, slug, former_slugs, parent, place, path, created_at, created_by, trashed_at, trashed_by";

    public Task<PageTree> LoadAsync(SpaceKey space, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
            {
                // One transaction, so that the pages are those of the revision.
                db.Execute("begin");
                try
                {
                    var pages = db.Query(
                        $"select {Columns} from page where space = $1",
                        ReadPage,
                        space.Value
                    );
                    return PageTree.Empty(space).With(pages, ReadRevision(db, space));
                }
                finally
                {
                    db.Execute("commit");
                }
            })
        );

    public Task<int> GetRevisionAsync(SpaceKey space, CancellationToken ct) =>
        Task.FromResult(database.Read(db => ReadRevision(db, space)));

    public Task<bool> TryWriteAsync(
        SpaceKey space,
        int expected,
        IReadOnlyList<Page> changed,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            db =>
            {
                if (ReadRevision(db, space) != expected)
                {
                    return false;
                }
                Write(db, space, expected + 1, changed);
                return true;
            },
            ct
        );

    public Task PutAsync(
        SpaceKey space,
        int revision,
        IReadOnlyList<Page> pages,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            db =>
            {
                var isNewer = ReadRevision(db, space) > revision;
                if (!isNewer)
                {
                    Write(db, space, revision, pages);
                }
                return !isNewer;
            },
            ct
        );

    public Task<SpaceKey?> FindSpaceAsync(PageId page, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    "select space from page where id = $1",
                    row => (SpaceKey?)SpaceKey.Parse(row.GetString(0)),
                    page.Value
                )
            )
        );

    private static void Write(
        SqliteSession db,
        SpaceKey space,
        int revision,
        IReadOnlyList<Page> pages
    )
    {
        db.Execute(
            "insert or replace into tree (space, revision) values ($1, $2)",
            space.Value,
            revision
        );
        foreach (var page in pages)
        {
            db.Execute(
                $"insert or replace into page ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                page.Id.Value,
                page.Space.Value,
                page.Title,
                page.Slug.Value,
                JsonSerializer.Serialize(page.FormerSlugs.Select(slug => slug.Value)),
                page.Parent?.Value,
                page.Order,
                page.Path,
                page.CreatedAt,
                page.CreatedBy.Value,
                page.TrashedAt,
                page.TrashedBy?.Value
            );
        }
    }

    private static int ReadRevision(SqliteSession db, SpaceKey space) =>
        db.QuerySingle(
            "select revision from tree where space = $1",
            row => row.GetInt32(0),
            space.Value
        );

    private static Page ReadPage(SqliteDataReader row) =>
        new()
        {
            Id = row.GetPageId(0),
            Space = SpaceKey.Parse(row.GetString(1)),
            Title = row.GetString(2),
            Slug = ReadSlug(row.GetString(3)),
            FormerSlugs = ReadSlugs(row.GetString(4)),
            Parent = row.IsDBNull(5) ? null : row.GetPageId(5),
            Order = row.GetInt64(6),
            Path = row.GetString(7),
            CreatedAt = row.GetTime(8),
            CreatedBy = row.GetUserId(9),
            TrashedAt = row.FindTime(10),
            TrashedBy = row.IsDBNull(11) ? null : row.GetUserId(11),
        };

    private static ImmutableArray<Slug> ReadSlugs(string json) =>
        json == "[]" ? [] : [.. JsonSerializer.Deserialize<string[]>(json)!.Select(ReadSlug)];

    private static Slug ReadSlug(string text) =>
        Slug.TryParse(text, out var slug)
            ? slug
            : throw new FormatException($"“{text}” is not a slug.");
}
