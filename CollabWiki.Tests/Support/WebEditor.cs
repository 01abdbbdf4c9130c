using Microsoft.Playwright;

namespace CollabWiki.Tests.Support;

/// <summary>An editor that is open in a tab.</summary>
internal sealed class WebEditor(IPage page)
{
    /// <summary>CodeMirror's own view of the text: what stands on the screen, whole.</summary>
    private const string View = "document.querySelector('.cm-content')?.cmTile?.view";

    public IPage Page => page;

    public Task ReadyAsync() =>
        page.WaitForFunctionAsync($"() => {View} && {View}.contentDOM.isContentEditable");

    public Task<string> TextAsync() =>
        page.EvaluateAsync<string>($"() => {View}.state.doc.toString()");

    /// <summary>Puts the cursor to a place (UTF-16) of the text.</summary>
    public async Task PlaceAsync(int position)
    {
        await page.Locator(".cm-content").FocusAsync();
        await page.EvaluateAsync(
            $"at => {View}.dispatch({{ selection: {{ anchor: at }}, scrollIntoView: true }})",
            position
        );
    }

    public Task TypeAsync(string text, float delay = 0) =>
        page.Keyboard.TypeAsync(text, new() { Delay = delay });

    /// <summary>Waits until the chip says so.</summary>
    public Task ChipAsync(string words) =>
        WaitAsync(
            "words => document.querySelector('#save-chip')?.textContent?.includes(words)",
            words
        );

    /// <summary>Waits until all that was typed is acknowledged.</summary>
    public Task SavedAsync() =>
        WaitAsync("() => document.querySelector('#save-chip')?.dataset.state === 'saved'");

    /// <summary>Waits until the text on the screen is this one.</summary>
    public Task ShowsAsync(string text) =>
        WaitAsync($"text => {View}?.state.doc.toString() === text", text);

    /// <summary>Waits until this stands in the text on the screen.</summary>
    public Task ContainsAsync(string part) =>
        WaitAsync($"part => {View}?.state.doc.toString().includes(part)", part);

    public Task ReloadAsync() => page.ReloadAsync();

    public Task PublishAsync() => page.Keyboard.PressAsync("Control+Enter");

    private async Task WaitAsync(string condition, string? argument = null)
    {
        try
        {
            await page.WaitForFunctionAsync(condition, argument);
        }
        catch (TimeoutException timeout)
        {
            var chip = await page.Locator("#save-chip").TextContentAsync();
            var panels = await page.Locator("#panels").TextContentAsync();
            var focus = await page.EvaluateAsync<string>(
                "() => document.activeElement?.outerHTML.slice(0, 80)"
            );
            var message =
                $"Waited for {condition} ({argument}).\nText: {await TextAsync()}\nChip: {chip}\nPanels: {panels}\nFocus: {focus}";
            throw new TimeoutException(message, timeout);
        }
    }
}
