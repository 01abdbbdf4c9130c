using System.Runtime.CompilerServices;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Moving;

/// <summary>The versions of each page, with their texts.</summary>
internal sealed class VersionCargo : ICargo
{
    private const int Chunk = 200;

    public string Name => "versions";

    public int AtOnce => 32;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct) =>
        [.. (await PageList.OfAsync(stores, ct)).Select(page => new History(page))];

    /// <summary>The versions after one, newest first.</summary>
    private static async IAsyncEnumerable<PageVersion> AfterAsync(
        IPageStore pages,
        PageId page,
        Version after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var before = Version.None;
        while (true)
        {
            var versions = await pages.ListVersionsAsync(page, before, Chunk, ct);
            foreach (var version in versions.Where(version => version.Number > after))
            {
                yield return version;
            }
            if (versions.Count < Chunk || versions[^1].Number <= after)
            {
                yield break;
            }
            before = versions[^1].Number;
        }
    }

    private sealed record History(PageId Page) : Thing($"page {Page}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var kept = (await to.Pages.FindHeadAsync(Page, ct))?.Number ?? Version.None;
            var missing = new Stack<PageVersion>();
            await foreach (var version in AfterAsync(from.Pages, Page, kept, ct))
            {
                missing.Push(version);
            }
            foreach (var version in missing)
            {
                var text = await from.Pages.GetTextAsync(Page, version.Number, ct);
                // Refused when it is there by now; comparing shows whether it is the same.
                await to.Pages.TryAppendAsync(version, text, ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            await foreach (var version in AfterAsync(stores.Pages, Page, Version.None, ct))
            {
                var name = $"version {version.Number}";
                yield return new Part(name, Fingerprint.Of(version));
                yield return new Part(
                    $"text of {name}",
                    await HashTextAsync(stores, version.Number, ct)
                );
            }
        }

        private async Task<string> HashTextAsync(
            WikiStores stores,
            Version number,
            CancellationToken ct
        )
        {
            try
            {
                var text = await stores.Pages.GetTextAsync(Page, number, ct);
                return Fingerprint.OfBytes(PageText.Encode(text));
            }
            catch (Exception missing)
                when (missing is InvalidOperationException or KeyNotFoundException)
            {
                // A version without its text is a difference, and the rest is to be compared too.
                return "missing";
            }
        }
    }
}
