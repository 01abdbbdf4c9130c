using CollabWiki.Core.Pages;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>Versions of pages in SQLite.</summary>
public sealed class SqlitePageStore(SqliteDatabase database) : IPageStore
{
    private const string Columns =
        "page, number, write_id, at, authors, kind, comment, origin, length, added, removed";

    public Task<PageVersion?> FindHeadAsync(PageId page, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    $"select {Columns} from version where page = $1 order by number desc limit 1",
                    ReadVersion,
                    page.Value
                )
            )
        );

    public Task<PageVersion?> FindVersionAsync(PageId page, Version number, CancellationToken ct) =>
        Task.FromResult(
            database.Read(db =>
                db.QuerySingle(
                    $"select {Columns} from version where page = $1 and number = $2",
                    ReadVersion,
                    page.Value,
                    number.Number
                )
            )
        );

    public Task<IReadOnlyList<PageVersion>> ListVersionsAsync(
        PageId page,
        Version before,
        int count,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyList<PageVersion>>(
            database.Read(db =>
                db.Query(
                    $"select {Columns} from version where page = $1 and number < $2 order by number desc limit $3",
                    ReadVersion,
                    page.Value,
                    before == Version.None ? int.MaxValue : before.Number,
                    count
                )
            )
        );

    public Task<string> GetTextAsync(PageId page, Version number, CancellationToken ct)
    {
        var text = database.Read(db =>
            db.QuerySingle(
                "select text from version_text where page = $1 and number = $2",
                row => row.GetBytes(0),
                page.Value,
                number.Number
            )
        );
        return text is null
            ? Task.FromException<string>(
                new KeyNotFoundException($"Page {page} has no version {number}.")
            )
            : Task.FromResult(System.Text.Encoding.UTF8.GetString(text));
    }

    public Task<bool> TryAppendAsync(PageVersion version, string text, CancellationToken ct)
    {
        var bytes = PageText.Encode(text);
        return database.WriteAsync(
            db =>
            {
                var head = db.QuerySingle(
                    "select max(number) from version where page = $1",
                    row => row.IsDBNull(0) ? 0 : row.GetInt32(0),
                    version.Page.Value
                );
                if (head != version.Number.Number - 1)
                {
                    return false;
                }
                db.Execute(
                    $"insert into version ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    version.Page.Value,
                    version.Number.Number,
                    version.WriteId,
                    version.At,
                    version.Authors.ToColumn(),
                    (int)version.Kind,
                    version.Comment,
                    version.Origin.Number,
                    version.Length,
                    version.Added,
                    version.Removed
                );
                db.Execute(
                    "insert into version_text (page, number, text) values ($1, $2, $3)",
                    version.Page.Value,
                    version.Number.Number,
                    bytes
                );
                return true;
            },
            ct
        );
    }

    private static PageVersion ReadVersion(SqliteDataReader row) =>
        new()
        {
            Page = row.GetPageId(0),
            Number = new Version(row.GetInt32(1)),
            WriteId = row.GetId(2),
            At = row.GetTime(3),
            Authors = row.GetUserIds(4),
            Kind = (VersionKind)row.GetInt32(5),
            Comment = row.GetString(6),
            Origin = new Version(row.GetInt32(7)),
            Length = row.GetInt32(8),
            Added = row.GetInt32(9),
            Removed = row.GetInt32(10),
        };
}
