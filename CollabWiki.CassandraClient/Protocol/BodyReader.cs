using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Cassandra.Protocol;

/// <summary>Reads the notations of native protocol v4, section 3.</summary>
/// <exception cref="ProtocolErrorException">The body ends too early.</exception>
internal sealed class BodyReader(byte[] body)
{
    private int position;

    public byte Byte() => Take(1)[0];

    public int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public Guid Uuid() => new(Take(16), bigEndian: true);

    public string String() => Encoding.UTF8.GetString(Take(Short()));

    /// <summary>[bytes]; null for a negative length.</summary>
    public ReadOnlyMemory<byte>? Bytes()
    {
        var length = Int();
        if (length < 0)
        {
            return null;
        }
        var start = position;
        Take(length);
        return body.AsMemory(start, length);
    }

    public byte[] ShortBytes() => Take(Short()).ToArray();

    public IReadOnlyList<string> StringList()
    {
        var values = new string[Short()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = String();
        }
        return values;
    }

    /// <summary>[bytes map], which is passed over.</summary>
    public void SkipBytesMap()
    {
        for (var left = Short(); left > 0; left--)
        {
            String();
            Bytes();
        }
    }

    public IPEndPoint Inet()
    {
        var address = new IPAddress(Take(Byte()));
        return new IPEndPoint(address, Int());
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > body.Length - position)
        {
            throw new ProtocolErrorException("An answer ends before its content does.");
        }
        var taken = body.AsSpan(position, count);
        position += count;
        return taken;
    }
}
