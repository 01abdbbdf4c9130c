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
}
