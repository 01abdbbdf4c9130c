using System.Collections.Concurrent;
using System.Xml.Linq;
using CollabWiki.Core.Nodes;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CollabWiki.Hosting.Keys;

/// <summary>
/// The protection keys of the store, as ASP.NET Core asks for them: at once, where the store takes a while. So it is given what was read last, and what it
/// adds is saved by <see cref="SaveAsync"/> and counts when it was read again: no cookie is written with a key that a crash could take back.
/// </summary>
internal sealed class StoredKeys(IProtectionKeyStore store) : IXmlRepository
{
    private readonly ConcurrentQueue<ProtectionKey> unsaved = new();
    private volatile IReadOnlyList<ProtectionKey> known = [];

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. known.Select(key => XElement.Parse(key.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        unsaved.Enqueue(
            new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting))
        );

    /// <summary>Saves what was added; what fails is saved by the next call.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        while (unsaved.TryPeek(out var key))
        {
            await store.SaveAsync(key, ct);
            unsaved.TryDequeue(out _);
        }
    }

    /// <summary>Reads what all nodes have saved. True: it isn't what was known.</summary>
    public async Task<bool> ReadAsync(CancellationToken ct)
    {
        var read = await store.ListAsync(ct);
        if (read.SequenceEqual(known))
        {
            return false;
        }
        known = read;
        return true;
    }
}
