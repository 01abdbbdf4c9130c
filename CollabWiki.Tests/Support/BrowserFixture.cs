using CollabWiki.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace CollabWiki.Tests.Support;

/// <summary>The system's Chromium, started when the first test asks for it. Each person in a test is a context of their own: no shared cookies or storage.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim gate = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task<IBrowser> GetAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (browser is null)
            {
                playwright = await Playwright.CreateAsync();
                browser = await playwright.Chromium.LaunchAsync(
                    new()
                    {
                        ExecutablePath = Find(),
                        Args =
                        [
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run",
                        ],
                    }
                );
            }
            return browser;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        gate.Dispose();
    }

    private static string Find() =>
        Programs.Find(Names)
        ?? throw new InvalidOperationException(
            "The browser tests need Chromium on the PATH; ./test.sh installs it where it may."
        );
}
