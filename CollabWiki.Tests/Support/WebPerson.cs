using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CollabWiki.Tests.Support;

/// <summary>Somebody at a browser of their own.</summary>
internal sealed class WebPerson(IBrowserContext context, string name)
{
    private const float Patience = 30_000;

    public string Name => name;

    public IBrowserContext Context => context;

    public async Task SignInAsync()
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/signin");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(WikiServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        // Asks again and again, where WaitForURLAsync listens and can miss the event of the load.
        await Assertions
            .Expect(page)
            .Not.ToHaveURLAsync(
                new Regex("/account/signin", RegexOptions.None, TimeSpan.FromSeconds(1)),
                new() { Timeout = Patience }
            );
        await page.CloseAsync();
    }

    /// <summary>Opens the page in the editor, in a new tab, and waits until it can be typed into.</summary>
    public async Task<WebEditor> EditAsync(string slug = Scene.Slug)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        var console = new List<string>();
        page.Console += (_, message) => console.Add(message.Text);
        page.PageError += (_, error) => console.Add(error);
        await page.GotoAsync($"/wiki/TEAM/{slug}/edit");
        var editor = new WebEditor(page);
        try
        {
            await editor.ReadyAsync();
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException(
                $"The editor at {page.Url} did not open: {string.Join('\n', console)}",
                timeout
            );
        }
        return editor;
    }

    /// <summary>Deletes the page to the trash, with the menu of the reading page.</summary>
    public async Task TrashAsync(string slug = Scene.Slug)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/wiki/TEAM/{slug}");
        await page.GetByLabel("More about this page").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Delete" })
            .ClickAsync();
        await page.GetByText("is in the trash").WaitForAsync();
        await page.CloseAsync();
    }
}
