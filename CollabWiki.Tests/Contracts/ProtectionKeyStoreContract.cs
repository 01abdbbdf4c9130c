using CollabWiki.Core.Nodes;

namespace CollabWiki.Tests.Contracts;

/// <summary>What every store of protection keys must do.</summary>
public abstract class ProtectionKeyStoreContract
{
    protected abstract IProtectionKeyStore Store { get; }

    [Fact]
    public async Task Keys_come_back_and_one_of_the_same_name_is_replaced()
    {
        await Store.SaveAsync(new ProtectionKey("key-b", "<b/>"), default);
        await Store.SaveAsync(new ProtectionKey("key-a", "<old/>"), default);
        await Store.SaveAsync(new ProtectionKey("key-a", "<a/>"), default);

        Assert.Equal(
            [new ProtectionKey("key-a", "<a/>"), new ProtectionKey("key-b", "<b/>")],
            await Store.ListAsync(default)
        );
    }
}
