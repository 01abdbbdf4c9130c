using System.Buffers.Binary;

namespace Cassandra;

/// <summary>
/// The token of a partition key: MurmurHash3 (Austin Appleby, x64, 128 bits, the first half), as Cassandra's Murmur3Partitioner computes it,
/// which takes the last bytes of the input as signed.
/// </summary>
internal static class Murmur3
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    public static long Token(ReadOnlySpan<byte> key)
    {
        ulong h1 = 0;
        ulong h2 = 0;
        var length = key.Length;
        while (key.Length >= 16)
        {
            var k1 = BinaryPrimitives.ReadUInt64LittleEndian(key);
            var k2 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
            h1 ^= Mix1(k1);
            h1 = (ulong.RotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= Mix2(k2);
            h2 = (ulong.RotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
            key = key[16..];
        }
        if (key.Length > 8)
        {
            h2 ^= Mix2(Tail(key[8..]));
        }
        if (key.Length > 0)
        {
            h1 ^= Mix1(Tail(key[..Math.Min(8, key.Length)]));
        }
        h1 ^= (ulong)length;
        h2 ^= (ulong)length;
        h1 += h2;
        h2 += h1;
        h1 = Finish(h1);
        h2 = Finish(h2);
        var token = (long)(h1 + h2);
        // The least number stands for "no token".
        return token == long.MinValue ? long.MaxValue : token;
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value ^= unchecked((ulong)(sbyte)bytes[i]) << (8 * i);
        }
        return value;
    }

    private static ulong Mix1(ulong k) => ulong.RotateLeft(k * C1, 31) * C2;

    private static ulong Mix2(ulong k) => ulong.RotateLeft(k * C2, 33) * C1;

    private static ulong Finish(ulong h)
    {
        h ^= h >> 33;
        h *= 0xff51afd7ed558ccd;
        h ^= h >> 33;
        h *= 0xc4ceb9fe1a85ec53;
        return h ^ (h >> 33);
    }
}
