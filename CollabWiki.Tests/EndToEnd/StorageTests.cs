using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>The page on the data store, on the store that the wiki runs on.</summary>
[Trait("layer", "browser")]
[Collection("browser")]
public sealed class StorageTests(BrowserFixture browsers)
{
    [Fact]
    public async Task An_administrator_sees_on_a_small_screen_what_the_data_are_on_and_how_that_changes()
    {
        await using var scene = await Scene.OpenAsync(browsers, "Text");
        var size = new ViewportSize { Width = 390, Height = 844 };
        var admin = await scene.SignInAsync(WikiServer.Admin, size: size);
        var page = await admin.Context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
            {
                complaints.Add(line.Text);
            }
        };

        await page.GotoAsync("/admin/storage");
        var shown = page.Locator(".storage");
        await page.Locator(".facts").WaitForAsync();

        var text = await shown.InnerTextAsync();
        Assert.Matches("SQLite, one file|Apache Cassandra, cluster", text);
        Assert.DoesNotContain("trouble", text);
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")
        );
        await WriteAsync(scene);
        await page.WaitForFunctionAsync(
            "before => document.querySelector('.storage').innerText !== before",
            text
        );
        Assert.Empty(complaints);
    }

    private static async Task WriteAsync(Scene scene)
    {
        await using var stores = scene.Server.OpenStores();
        var spaces = stores.GetRequiredService<ISpaceStore>();
        var space = new Space { Key = SpaceKey.Parse("OTHER"), Name = "Other" };
        Assert.True(await spaces.TryCreateAsync(space, default));
    }
}
