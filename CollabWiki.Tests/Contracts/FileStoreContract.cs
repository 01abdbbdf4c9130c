using CollabWiki.Core.Files;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of files must do.</summary>
public abstract class FileStoreContract
{
    protected abstract IFileStore Store { get; }

    [Fact]
    public async Task A_file_comes_back_as_it_was_written()
    {
        byte[] content = [0, 1, 2, 255];
        var file = NewFile("img/a b.png", content.Length);

        await Store.SaveAsync(file, content, default);

        Assert.Equal(file, await Store.FindAsync(Some.Team, "img/a b.png", default));
        Assert.Equal(content, await Store.GetContentAsync(file, default));
    }

    [Fact]
    public async Task A_file_that_is_saved_again_takes_the_place_of_the_older_one()
    {
        await Store.SaveAsync(NewFile("a.png", 1), new byte[] { 1 }, default);
        var newer = NewFile("a.png", 2);

        await Store.SaveAsync(newer, new byte[] { 2, 3 }, default);

        Assert.Equal(newer, Assert.Single(await Store.ListAsync(Some.Team, default)));
        Assert.Equal([2, 3], await Store.GetContentAsync(newer, default));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        Assert.Null(await Store.FindAsync(Some.Team, "none", default));
        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            Store.GetContentAsync(NewFile("none", 0), default)
        );
    }

    private static WikiFile NewFile(string path, int size) =>
        new()
        {
            Space = Some.Team,
            Path = path,
            ContentType = "image/png",
            Size = size,
            Hash = $"hash {size}",
            At = Some.Time,
            By = Some.Anna,
        };
}
