using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>Two people with two browsers edit one page together.</summary>
[Trait("layer", "browser")]
[Collection("browser")]
public sealed class TwoPeopleTests(BrowserFixture browsers)
{
    private const string Paragraph = "0123456789 and then 9876543210\n";

    [Fact]
    public async Task Both_type_in_one_paragraph_for_ten_seconds_and_everywhere_is_the_same_text()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        var ben = await (await scene.SignInAsync("Ben")).EditAsync();
        await anna.PlaceAsync(5);
        await ben.PlaceAsync(25);

        // 100 letters at ten a second.
        var annas = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('A' + (i % 26))));
        var bens = annas.ToLowerInvariant();
        await Task.WhenAll(anna.TypeAsync(annas, delay: 100), ben.TypeAsync(bens, delay: 100));

        var expected = $"01234{annas}56789 and then 98765{bens}43210\n";
        await anna.ShowsAsync(expected);
        await ben.ShowsAsync(expected);
        await anna.SavedAsync();
        await ben.SavedAsync();
        Assert.Equal(expected, await scene.DraftTextAsync());

        // Each sees where the other is, with the name.
        await anna
            .Page.Locator(".cm-editor")
            .GetByText("Ben", new() { Exact = true })
            .First.WaitForAsync();
        await ben
            .Page.Locator(".cm-editor")
            .GetByText("Anna", new() { Exact = true })
            .First.WaitForAsync();

        await anna.PublishAsync();
        await anna.Page.GetByText("Version 2").First.WaitForAsync();
        Assert.Equal(expected, await scene.PublishedTextAsync());
    }

    [Fact]
    public async Task Two_tabs_of_one_person_are_two_editors_of_one_text()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        var person = await scene.SignInAsync("Anna");
        var first = await person.EditAsync();
        var second = await person.EditAsync();
        await first.PlaceAsync(0);
        await second.PlaceAsync(Paragraph.Length - 1);

        await Task.WhenAll(
            first.TypeAsync("first tab ", delay: 20),
            second.TypeAsync(" second tab", delay: 20)
        );

        var expected = $"first tab {Paragraph[..^1]} second tab\n";
        await first.ShowsAsync(expected);
        await second.ShowsAsync(expected);
        await first.Page.CloseAsync();
        await second.TypeAsync("!");
        await second.SavedAsync();
        Assert.Equal(expected[..^1] + "!\n", await scene.DraftTextAsync());
    }
}
