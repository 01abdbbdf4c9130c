using System.Xml;
using System.Xml.Linq;
using CollabWiki.Core.Nodes;

namespace CollabWiki.Hosting.Keys;

/// <summary>Takes the keys over that earlier releases kept as files in the data folder, so that the upgrade signs nobody out.</summary>
internal static class KeyFiles
{
    /// <summary>Saves each in the store and then deletes its file; nothing happens when there are none. A file that holds no XML is left, and said in the log.</summary>
    public static async Task TakeOverAsync(
        string folder,
        IProtectionKeyStore store,
        ILogger logger,
        CancellationToken ct
    )
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        foreach (var path in Directory.GetFiles(folder, "*.xml"))
        {
            try
            {
                await TakeAsync(path, store, ct);
            }
            catch (Exception failure)
                when (failure is XmlException or IOException or UnauthorizedAccessException)
            {
                logger.LogWarning(failure, "The key in {Path} could not be taken over.", path);
            }
        }
    }

    private static async Task TakeAsync(
        string path,
        IProtectionKeyStore store,
        CancellationToken ct
    )
    {
        var element = XElement.Parse(await File.ReadAllTextAsync(path, ct));
        var name = Path.GetFileNameWithoutExtension(path);
        await store.SaveAsync(
            new ProtectionKey(name, element.ToString(SaveOptions.DisableFormatting)),
            ct
        );
        // Whoever reads it could forge any sign-in, and nobody needs it any more.
        File.Delete(path);
    }
}
