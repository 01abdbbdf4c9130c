using CollabWiki.Core.Stores.Sqlite;

namespace CollabWiki.Tests.Support;

/// <summary>A real SQLite database in a folder of its own; <paramref name="inMemory"/> puts the folder where writing costs no disk, for tests that write very much.</summary>
public sealed class TempDatabase(bool inMemory = false) : IAsyncDisposable
{
    private readonly TempFolder folder = new(inMemory);
    private SqliteDatabase? database;

    public SqliteDatabase Database => database ??= SqliteDatabase.Open(folder.File("wiki.db"));

    /// <summary>Closes the database and opens the same file again, as after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        database = null;
        _ = Database;
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
        }
        folder.Dispose();
    }
}
