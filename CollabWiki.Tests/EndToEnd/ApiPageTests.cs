using System.Collections.Concurrent;
using CollabWiki.Tests.Support;
using Microsoft.Playwright;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>The pages that programmers look at: their tokens, and the API.</summary>
[Trait("layer", "browser")]
[Collection("browser")]
public sealed class ApiPageTests(BrowserFixture browsers)
{
    [Fact]
    public async Task The_page_of_the_API_works_under_its_policy_and_talks_to_nobody_else()
    {
        await using var scene = await Scene.OpenAsync(browsers, "Text");
        var anna = await scene.SignInAsync("Anna");
        var page = await anna.Context.NewPageAsync();
        var (said, asked) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Console += (_, message) => said.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Enqueue("error: " + error);
        page.Request += (_, request) => asked.Enqueue(request.Url);

        await page.GotoAsync("/openapi/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByText("List the spaces that you may read").First.WaitForAsync();

        Assert.DoesNotContain(said, line => line.StartsWith("error", StringComparison.Ordinal));
        Assert.DoesNotContain(
            said,
            line => line.Contains("Content Security Policy", StringComparison.Ordinal)
        );
        Assert.Contains(asked, url => url.EndsWith("/openapi/v1.json", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.Matches($"^({scene.Server.Url}|data:|blob:)", url));
    }

    [Fact]
    public async Task A_token_that_was_copied_from_the_page_reads_a_text()
    {
        await using var scene = await Scene.OpenAsync(browsers, "What the page says");
        var anna = await scene.SignInAsync("Anna");
        await anna.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await anna.Context.NewPageAsync();
        await page.GotoAsync("/account/tokens");
        await page.GetByLabel("Name").FillAsync("Nightly report");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await page.GetByText("Copied").WaitForAsync();
        var token = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        using var program = new ApiProgram(scene.Server.Url, token);
        Assert.Equal(
            "What the page says",
            (await program.GetAsync($"pages/{scene.Page}/text")).Text
        );

        await page.GotoAsync("/account/tokens");
        await page.GetByText("Revoke", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke for good" }).ClickAsync();
        await page.GetByText("doesn’t work any more").WaitForAsync();
        (await program.GetAsync("spaces")).ShouldBe(401, "token-invalid");
    }
}
