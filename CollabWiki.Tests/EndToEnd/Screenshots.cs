using CollabWiki.Tests.Support;
using Microsoft.Playwright;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>Takes the pictures in docs/images. Only when asked for: <c>CollabWiki.Tests.dll -explicit only -class "*.Screenshots"</c>.</summary>
[Trait("layer", "browser")]
[Collection("browser")]
public sealed class Screenshots(BrowserFixture browsers)
{
    private const string Text = """
        Version 2.4 goes out on **Thursday**. This page is where we collect what it brings, so that nobody has to ask.

        ## What is new

        - Pages remember who wrote what, through merges and restores.
        - The tree keeps ten thousand pages without a pause.
        - Callouts, footnotes and task lists in every page.

        > [!TIP]
        > Press `e` to edit this page. Others see each letter as you type it.

        ## Before we ship

        - [x] Freeze the translations
        - [x] Try the upgrade on the copy of the intranet
        - [ ] Tell the support team what changes for them
        - [ ] Update the [[Start here]] page

        | Part | Who | State |
        | --- | --- | --- |
        | Editor | Anna | done |
        | History | Ben | in review |
        | Import | Cleo | done |

        ```csharp
        var saved = await saver.SaveAsync(request, ct);
        ```

        ## If something goes wrong

        Go back to the version before it in the history. Nothing is ever lost: the old text stays where it is, and the restored one becomes the newest version.
        """;

    [Fact(Explicit = true)]
    public async Task Of_the_main_pages_in_both_sizes_and_themes()
    {
        var folder = Path.Combine(Repository.Root, "docs", "images");
        Directory.CreateDirectory(folder);
        await using var scene = await Scene.OpenAsync(
            browsers,
            Text,
            "Start here",
            "How we decide",
            "On call",
            "Customers",
            "Architecture",
            "Meeting notes",
            "Onboarding"
        );
        await WriteAsync(scene);
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                var size = new ViewportSize { Width = width, Height = height };
                var person = await scene.SignInAsync("Anna", size: size, scheme: scheme);
                var page = await person.Context.NewPageAsync();
                var name = $"{width}-{scheme.ToString().ToLowerInvariant()}.png";
                Task ShootAsync(string what) =>
                    page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{what}-{name}") });

                await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
                await ShootAsync("home");
                await page.GotoAsync(
                    $"/wiki/TEAM/{Scene.Slug}",
                    new() { WaitUntil = WaitUntilState.NetworkIdle }
                );
                await ShootAsync("page");
                await page.GotoAsync(
                    $"/wiki/TEAM/{Scene.Slug}/history",
                    new() { WaitUntil = WaitUntilState.NetworkIdle }
                );
                await ShootAsync("history");
                await ShootEditorAsync(scene, person, Path.Combine(folder, $"editor-{name}"));
                await page.CloseAsync();
            }
        }
    }

    private static async Task WriteAsync(Scene scene)
    {
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        await anna.PlaceAsync(Text.IndexOf("Callouts", StringComparison.Ordinal));
        await anna.TypeAsync("Tables, ");
        await anna.SavedAsync();
        await anna.PublishAsync();
        await anna.Page.WaitForURLAsync(url => !url.EndsWith("/edit", StringComparison.Ordinal));
        var ben = await (await scene.SignInAsync("Ben")).EditAsync();
        await ben.PlaceAsync(Text.IndexOf("Thursday", StringComparison.Ordinal));
        await ben.Page.Keyboard.PressAsync("Control+Shift+ArrowRight");
        await ben.TypeAsync("Friday");
        await ben.SavedAsync();
        await ben.PublishAsync();
        await ben.Page.WaitForURLAsync(url => !url.EndsWith("/edit", StringComparison.Ordinal));
    }

    private static async Task ShootEditorAsync(Scene scene, WebPerson anna, string path)
    {
        var mine = await anna.EditAsync();
        var text = await mine.TextAsync();
        var bens = await SelectAsync("Ben", "so that nobody");
        var cleos = await SelectAsync("Cleo", "translations");
        await mine.Page.ScreenshotAsync(new() { Path = path });
        await bens.CloseAsync();
        await cleos.CloseAsync();
        await mine.Page.CloseAsync();

        async Task<IPage> SelectAsync(string name, string words)
        {
            var editor = await (await scene.SignInAsync(name)).EditAsync();
            await editor.PlaceAsync(text.IndexOf(words, StringComparison.Ordinal));
            await editor.Page.Keyboard.PressAsync("Control+Shift+ArrowRight");
            await editor.Page.Keyboard.PressAsync("Control+Shift+ArrowRight");
            var flag = mine.Page.Locator(".cm-editor").GetByText(name, new() { Exact = true });
            await flag.First.WaitForAsync();
            // The first cursor that comes may still be the one from before the selection.
            await mine
                .Page.Locator(".remote-selection", new() { HasText = words.Split(' ')[0] })
                .First.WaitForAsync();
            return editor.Page;
        }
    }
}
