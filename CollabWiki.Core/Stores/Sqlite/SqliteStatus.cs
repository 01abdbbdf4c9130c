using CollabWiki.Core.Nodes;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>The file and its settings, as SQLite itself tells them.</summary>
public sealed class SqliteStatus(SqliteDatabase database) : IStoreStatus
{
    public Task<StoreStatus> ReadAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<StoreStatus>(Read());
    }

    private FileStoreStatus Read()
    {
        var file = new FileInfo(database.File);
        var known = new FileStoreStatus { File = file.FullName };
        if (!file.Exists)
        {
            // Connections that are open go on as if nothing were, until the program ends.
            return known with
            {
                Trouble =
                    "The file isn’t where it was: what is written now is lost when the program ends.",
            };
        }
        try
        {
            return database.Read(session => Describe(session, known)) with
            {
                Bytes = file.Length,
                LogBytes = new FileInfo(database.File + "-wal") is { Exists: true } log
                    ? log.Length
                    : 0,
            };
        }
        catch (SqliteException failure)
        {
            return known with { Trouble = $"SQLite says: {failure.Message}" };
        }
    }

    private static FileStoreStatus Describe(SqliteSession session, FileStoreStatus known) =>
        known with
        {
            Schema = (int)Number(session, "user_version"),
            JournalMode = session.QuerySingle("pragma journal_mode", row => row.GetString(0)) ?? "",
            Synchronous = Number(session, "synchronous") switch
            {
                0 => "off",
                1 => "normal",
                2 => "full",
                _ => "extra",
            },
            Pages = Number(session, "page_count"),
            FreePages = Number(session, "freelist_count"),
            PageBytes = Number(session, "page_size"),
        };

    private static long Number(SqliteSession session, string pragma) =>
        session.QuerySingle($"pragma {pragma}", row => row.GetInt64(0));
}
