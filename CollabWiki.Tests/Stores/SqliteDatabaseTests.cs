using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new();

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    [Fact]
    public async Task A_write_that_fails_is_undone_alone_and_its_neighbours_in_the_commit_stay()
    {
        var good = Enumerable.Range(0, 20).Select(AddAsync).ToList();
        var bad = temp.Database.WriteAsync<int>(
            db =>
            {
                Insert(db, 100);
                throw new InvalidOperationException("on purpose");
            },
            default
        );
        var later = AddAsync(21);

        await Task.WhenAll(good);
        await later;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);

        Assert.Equal(21, Count());
    }

    [Fact]
    public async Task What_was_written_is_there_after_opening_the_file_again()
    {
        await AddAsync(1);

        await temp.ReopenAsync();

        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_left_alone()
    {
        await temp.Database.WriteAsync(db => db.Execute("pragma user_version=999"), default);

        await Assert.ThrowsAsync<InvalidOperationException>(temp.ReopenAsync);
    }

    [Fact]
    public void A_file_that_is_no_database_is_not_overwritten()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("wiki.db"), new string('x', 5000));

        Assert.Throws<SqliteException>(() => SqliteDatabase.Open(folder.File("wiki.db")));

        Assert.Equal(5000, new FileInfo(folder.File("wiki.db")).Length);
    }

    private Task<int> AddAsync(int number) =>
        temp.Database.WriteAsync(db => Insert(db, number), default);

    private static int Insert(SqliteSession db, int number) =>
        db.Execute("insert into tree (space, revision) values ($1, $2)", $"S{number}", number);

    private int Count() =>
        temp.Database.Read(db =>
            db.QuerySingle("select count(*) from tree", row => row.GetInt32(0))
        );
}
