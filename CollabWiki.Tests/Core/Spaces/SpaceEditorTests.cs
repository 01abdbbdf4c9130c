using CollabWiki.Core.Access;
using CollabWiki.Core.Spaces;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Spaces;

[Trait("layer", "unit")]
public sealed class SpaceEditorTests : IAsyncDisposable
{
    private readonly TempDatabase temp = new();
    private readonly SpaceEditor editor;

    public SpaceEditorTests() =>
        editor = new SpaceEditor(new SqliteSpaceStore(temp.Database), TimeProvider.System, [], []);

    [Fact]
    public async Task Of_two_who_change_a_space_at_once_the_second_is_told()
    {
        var space = await CreateAsync();

        Assert.IsType<SpaceResult.Done>(
            await editor.ChangeAsync(space with { Name = "One" }, Some.Anna, default)
        );
        var second = await editor.ChangeAsync(space with { Name = "Two" }, Some.Anna, default);

        Assert.Equal(SpaceRefusal.Stale, Assert.IsType<SpaceResult.Refused>(second).Why);
    }

    [Fact]
    public async Task Each_person_and_audience_has_one_grant_the_highest()
    {
        var space = await CreateAsync(
            new Grant(Audience.Anyone, Role.None),
            new Grant(Audience.User, Role.Reader, Some.Anna),
            new Grant(Audience.User, Role.Editor, Some.Anna)
        );

        Assert.Equal([new Grant(Audience.User, Role.Editor, Some.Anna)], space.Grants);
    }

    [Theory]
    [InlineData("T", "Team", SpaceRefusal.KeyMalformed)]
    [InlineData("1TEAM", "Team", SpaceRefusal.KeyMalformed)]
    [InlineData("TEAM", " ", SpaceRefusal.NameMalformed)]
    [InlineData("team", "Taken", SpaceRefusal.KeyTaken)]
    public async Task A_space_that_cannot_be_is_refused(string key, string name, SpaceRefusal why)
    {
        await CreateAsync();

        var result = await editor.CreateAsync(key, name, "", [], Some.Anna, default);

        Assert.Equal(why, Assert.IsType<SpaceResult.Refused>(result).Why);
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private async Task<Space> CreateAsync(params Grant[] grants) =>
        Assert
            .IsType<SpaceResult.Done>(
                await editor.CreateAsync("team", "Team", "What we do", grants, Some.Anna, default)
            )
            .Space;
}
