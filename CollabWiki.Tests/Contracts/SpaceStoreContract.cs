using CollabWiki.Core.Access;
using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of spaces must do.</summary>
public abstract class SpaceStoreContract
{
    protected abstract ISpaceStore Store { get; }

    [Fact]
    public async Task A_space_comes_back_as_it_was_written()
    {
        var written = NewSpace("TEAM") with
        {
            Grants =
            [
                new(Audience.Anyone, Role.Reader),
                new(Audience.User, Role.Administrator, Some.Anna),
            ],
        };

        Assert.True(await Store.TryCreateAsync(written, default));

        var read = await Store.FindAsync(written.Key, default);
        Assert.Equal(written with { Grants = [] }, read! with { Grants = [] });
        Assert.Equal(written.Grants.AsEnumerable(), read.Grants.AsEnumerable());
    }

    [Fact]
    public async Task A_key_that_is_taken_is_refused()
    {
        Assert.True(await Store.TryCreateAsync(NewSpace("TEAM"), default));

        Assert.False(await Store.TryCreateAsync(NewSpace("TEAM") with { Name = "Other" }, default));

        Assert.Equal("Name of TEAM", (await Store.FindAsync(Some.Team, default))!.Name);
    }

    [Fact]
    public async Task An_update_needs_the_revision_before_it()
    {
        var space = NewSpace("TEAM");
        Assert.True(await Store.TryCreateAsync(space, default));

        Assert.True(await Store.TryUpdateAsync(space with { Name = "New", Revision = 2 }, default));
        Assert.False(
            await Store.TryUpdateAsync(space with { Name = "Late", Revision = 2 }, default)
        );
        Assert.False(await Store.TryUpdateAsync(NewSpace("NONE") with { Revision = 2 }, default));

        Assert.Equal("New", (await Store.FindAsync(space.Key, default))!.Name);
        Assert.Null(await Store.FindAsync(SpaceKey.Parse("NONE"), default));
    }

    [Fact]
    public async Task Spaces_are_listed_by_key()
    {
        foreach (var key in new[] { "ZOO", "ALPHA", "MID" })
        {
            Assert.True(await Store.TryCreateAsync(NewSpace(key), default));
        }

        var keys = (await Store.ListAsync(default)).Select(space => space.Key.Value);

        Assert.Equal(["ALPHA", "MID", "ZOO"], keys);
    }

    [Fact]
    public async Task A_space_is_taken_over_with_its_revision_and_never_by_an_older_one()
    {
        var space = NewSpace("TEAM") with { Revision = 5 };

        await Store.PutAsync(space, default);
        Assert.Equal(space, await FindAsync());
        await Store.PutAsync(space with { Name = "Newer", Revision = 9 }, default);
        await Store.PutAsync(space with { Name = "Older", Revision = 8 }, default);

        Assert.Equal(space with { Name = "Newer", Revision = 9 }, await FindAsync());

        async Task<Space> FindAsync() =>
            (await Store.FindAsync(space.Key, default))! with
            {
                Grants = space.Grants,
            };
    }

    private static Space NewSpace(string key) =>
        new()
        {
            Key = SpaceKey.Parse(key),
            Name = $"Name of {key}",
            Description = "What it is for",
            CreatedAt = Some.Time,
        };
}
