using System.Text;
using Cassandra;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Stores.Cassandra;

/// <summary>Versions of pages on Cassandra: one partition a page, appended to by one conditional batch; texts apart, by the id of their write.</summary>
public sealed class CassandraPageStore(CassandraDatabase database) : IPageStore
{
    private const string Columns =
        "write_id, at, authors, how, comment, origin, length, added, removed";

    private readonly CassandraContents texts = new(database, "version_text");

    public async Task<PageVersion?> FindHeadAsync(PageId page, CancellationToken ct) =>
        await database.FindAsync(
            $"SELECT head, {Columns} FROM version WHERE page = ? AND kind = 0",
            ct,
            page.Value
        )
            is { } row
            ? ReadVersion(row, page, "head")
            : null;

    public async Task<PageVersion?> FindVersionAsync(
        PageId page,
        Version number,
        CancellationToken ct
    ) =>
        await database.FindAsync(
            $"SELECT number, {Columns} FROM version WHERE page = ? AND kind = 1 AND number = ?",
            ct,
            page.Value,
            number.Number
        )
            is { } row
            ? ReadVersion(row, page, "number")
            : null;

    public async Task<IReadOnlyList<PageVersion>> ListVersionsAsync(
        PageId page,
        Version before,
        int count,
        CancellationToken ct
    )
    {
        var rows = await database.ReadAsync(
            $"SELECT number, {Columns} FROM version WHERE page = ? AND kind = 1 AND number < ? LIMIT ?",
            ct,
            page.Value,
            before == Version.None ? int.MaxValue : before.Number,
            count
        );
        return [.. rows.Select(row => ReadVersion(row, page, "number"))];
    }

    public async Task<string> GetTextAsync(PageId page, Version number, CancellationToken ct)
    {
        var version =
            await FindVersionAsync(page, number, ct)
            ?? throw new KeyNotFoundException($"Page {page} has no version {number}.");
        var bytes =
            await texts.FindAsync(version.WriteId, ct)
            ?? throw new InvalidOperationException(
                $"The text of version {number} of page {page} is missing."
            );
        return Encoding.UTF8.GetString(bytes);
    }

    public async Task<bool> TryAppendAsync(PageVersion version, string text, CancellationToken ct)
    {
        await texts.WriteAsync(version.WriteId, PageText.Encode(text), ct);
        var won = await database.TryAsync(
            await BatchAsync(version, ct),
            () => IsMineAsync(version, ct),
            ct
        );
        if (!won)
        {
            await texts.DeleteAsync(version.WriteId, ct);
        }
        return won;
    }

    private async Task<BatchStatement> BatchAsync(PageVersion version, CancellationToken ct)
    {
        var batch = new BatchStatement();
        object?[] values =
        [
            version.WriteId,
            version.At.Ticks,
            version.Authors.Select(author => author.Value).ToArray(),
            (int)version.Kind,
            version.Comment,
            version.Origin.Number,
            version.Length,
            version.Added,
            version.Removed,
        ];
        var number = version.Number.Number;
        var page = version.Page.Value;
        batch.Add(
            number == 1
                ? await database.BindAsync(
                    $"INSERT INTO version (page, kind, number, head, {Columns}) VALUES (?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                    ct,
                    [page, number, .. values]
                )
                : await database.BindAsync(
                    "UPDATE version SET head = ?, write_id = ?, at = ?, authors = ?, how = ?, comment = ?, origin = ?, length = ?, added = ?, removed = ? "
                        + "WHERE page = ? AND kind = 0 AND number = 0 IF head = ?",
                    ct,
                    [number, .. values, page, number - 1]
                )
        );
        batch.Add(
            await database.BindAsync(
                $"INSERT INTO version (page, kind, number, {Columns}) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ct,
                [page, number, .. values]
            )
        );
        return batch;
    }

    private async Task<bool> IsMineAsync(PageVersion version, CancellationToken ct) =>
        (await FindVersionAsync(version.Page, version.Number, ct))?.WriteId == version.WriteId;

    private static PageVersion ReadVersion(Row row, PageId page, string number) =>
        new()
        {
            Page = page,
            Number = new Version(row.GetValue<int>(number)),
            WriteId = row.GetValue<Guid>("write_id"),
            At = row.GetTime("at"),
            Authors = row.GetUserIds("authors"),
            Kind = (VersionKind)row.GetValue<int>("how"),
            Comment = row.GetValue<string>("comment"),
            Origin = new Version(row.GetValue<int>("origin")),
            Length = row.GetValue<int>("length"),
            Added = row.GetValue<int>("added"),
            Removed = row.GetValue<int>("removed"),
        };
}
