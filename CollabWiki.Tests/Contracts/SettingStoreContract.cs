using CollabWiki.Core.Settings;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of settings must do.</summary>
public abstract class SettingStoreContract
{
    protected abstract ISettingStore Store { get; }

    [Fact]
    public async Task A_setting_is_null_until_set_and_then_the_last_that_was_set()
    {
        Assert.Null(await Store.FindAsync("schema", default));

        await Store.SetAsync("schema", "one", default);
        await Store.SetAsync("schema", "two", default);

        Assert.Equal("two", await Store.FindAsync("schema", default));
    }

    [Fact]
    public async Task All_settings_are_listed()
    {
        await Store.SetAsync("list.one", "1", default);
        await Store.SetAsync("list.two", "", default);

        var all = await Store.ListAsync(default);

        Assert.Equal("1", all["list.one"]);
        Assert.Equal("", all["list.two"]);
    }
}
