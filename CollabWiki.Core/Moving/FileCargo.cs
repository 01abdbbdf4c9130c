using System.Runtime.CompilerServices;
using CollabWiki.Core.Files;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Moving;

/// <summary>The files of all spaces, with their contents.</summary>
internal sealed class FileCargo : ICargo
{
    public string Name => "files";

    // 20 MiB each.
    public int AtOnce => 4;

    public async Task<IReadOnlyList<Thing>> ListAsync(WikiStores stores, CancellationToken ct)
    {
        var all = new List<Thing>();
        foreach (var space in await stores.Spaces.ListAsync(ct))
        {
            var files = await stores.Files.ListAsync(space.Key, ct);
            all.AddRange(files.Select(file => new Attachment(space.Key, file.Path)));
        }
        return all;
    }

    private sealed record Attachment(SpaceKey Space, string Path) : Thing($"file {Path} of {Space}")
    {
        public override async Task CopyAsync(WikiStores from, WikiStores to, CancellationToken ct)
        {
            var file =
                await from.Files.FindAsync(Space, Path, ct)
                ?? throw new KeyNotFoundException($"{Name} is gone.");
            // The content is written before what names it, so it is there too.
            if (await to.Files.FindAsync(Space, Path, ct) != file)
            {
                await to.Files.SaveAsync(file, await from.Files.GetContentAsync(file, ct), ct);
            }
        }

        public override async IAsyncEnumerable<Part> ReadAsync(
            WikiStores stores,
            [EnumeratorCancellation] CancellationToken ct
        )
        {
            if (await stores.Files.FindAsync(Space, Path, ct) is { } file)
            {
                yield return new Part("record", Fingerprint.Of(file));
                yield return new Part("content", await HashContentAsync(stores.Files, file, ct));
            }
        }

        private static async Task<string> HashContentAsync(
            IFileStore files,
            WikiFile file,
            CancellationToken ct
        )
        {
            try
            {
                return Fingerprint.OfBytes(await files.GetContentAsync(file, ct));
            }
            catch (Exception missing)
                when (missing is InvalidOperationException or KeyNotFoundException)
            {
                return "missing";
            }
        }
    }
}
