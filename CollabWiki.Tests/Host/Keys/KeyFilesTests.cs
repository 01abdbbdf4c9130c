using CollabWiki.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host.Keys;

/// <summary>Keys that an earlier release kept as files.</summary>
[Trait("layer", "host")]
public sealed class KeyFilesTests : IAsyncDisposable
{
    private readonly TempFolder data = new();

    private string Folder => data.File("keys");

    public ValueTask DisposeAsync()
    {
        data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_an_earlier_release_signed_is_still_good_and_the_files_are_gone()
    {
        var signed = SignAsEarlier();

        await using var wiki = await StartAsync();

        Assert.Equal("anna", Protector(wiki.Services).Unprotect(signed));
        Assert.Empty(Directory.GetFiles(Folder));
        // The key that was there is the only one: none was made beside it.
        Assert.Single(wiki.Services.GetRequiredService<IKeyManager>().GetAllKeys());
    }

    [Fact]
    public async Task A_file_that_holds_no_key_is_left_and_the_wiki_starts()
    {
        var signed = SignAsEarlier();
        var broken = Path.Combine(Folder, "key-broken.xml");
        await File.WriteAllTextAsync(broken, "<key");

        await using var wiki = await StartAsync();

        Assert.Equal("anna", Protector(wiki.Services).Unprotect(signed));
        Assert.Equal([broken], Directory.GetFiles(Folder));
    }

    private async Task<HostedWiki> StartAsync()
    {
        var wiki = new HostedWiki();
        wiki.Settings["COLLABWIKI_DATA"] = data.Path;
        await wiki.AddAsync("anna");
        return wiki;
    }

    /// <summary>Something protected as the releases before keys were in the store did it.</summary>
    private string SignAsEarlier()
    {
        var services = new ServiceCollection();
        services
            .AddDataProtection()
            .SetApplicationName("CollabWiki")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Folder));
        using var earlier = services.BuildServiceProvider();
        return Protector(earlier).Protect("anna");
    }

    private static IDataProtector Protector(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
