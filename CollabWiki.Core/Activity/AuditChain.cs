using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CollabWiki.Core.Activity;

/// <summary>The chain's arithmetic: each hash is SHA-256 of the hash before (32 bytes), the number (8 bytes, big-endian) and the entry's JSON (UTF-8).</summary>
public static class AuditChain
{
    public static AuditHash HashOf(AuditHash before, long number, string body)
    {
        var bytes = new byte[40 + Encoding.UTF8.GetByteCount(body)];
        // Somebody may have written anything into the table.
        if (AuditHash.TryParse(before.Hex, out var hash))
        {
            Convert.FromHexString(hash.Hex).CopyTo(bytes, 0);
        }
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), number);
        Encoding.UTF8.GetBytes(body, bytes.AsSpan(40));
        return new AuditHash(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The links that bring entries behind a place of the chain, in their order.</summary>
    public static IReadOnlyList<AuditLink> Continue(
        AuditHead after,
        IEnumerable<AuditEntry> entries
    )
    {
        var links = new List<AuditLink>();
        foreach (var entry in entries)
        {
            var body = AuditJson.Write(entry);
            var number = after.Number + 1;
            after = new AuditHead(number, HashOf(after.Hash, number, body));
            links.Add(new AuditLink(number, body, after.Hash));
        }
        return links;
    }

    /// <summary>Whether a link follows right after a place of the chain.</summary>
    public static bool Follows(AuditLink link, AuditHead after) =>
        link.Number == after.Number + 1 && link.Hash == HashOf(after.Hash, link.Number, link.Body);
}
