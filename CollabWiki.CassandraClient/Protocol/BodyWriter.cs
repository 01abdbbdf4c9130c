using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cassandra.Protocol;

/// <summary>Writes a request's frame: the header's place first, then the notations of native protocol v4, section 3.</summary>
internal sealed class BodyWriter
{
    private byte[] buffer = new byte[256];

    public BodyWriter() => Length = FrameHeader.Size;

    /// <summary>The bytes written so far, the header's among them.</summary>
    public int Length { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Short(int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(Take(2), checked((ushort)value));

    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    public void String(string value)
    {
        Short(Encoding.UTF8.GetByteCount(value));
        Text(value);
    }

    public void LongString(string value)
    {
        Int(Encoding.UTF8.GetByteCount(value));
        Text(value);
    }

    /// <summary>[bytes]: null is the length -1, a value that isn't set -2.</summary>
    public void Bytes(byte[]? value)
    {
        if (value is null)
        {
            Int(-1);
            return;
        }
        if (ReferenceEquals(value, Values.Codec.NotSet))
        {
            Int(-2);
            return;
        }
        Int(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void ShortBytes(byte[] value)
    {
        Short(value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void StringList(IReadOnlyCollection<string> values)
    {
        Short(values.Count);
        foreach (var value in values)
        {
            String(value);
        }
    }

    public void StringMap(IReadOnlyCollection<KeyValuePair<string, string>> values)
    {
        Short(values.Count);
        foreach (var (key, value) in values)
        {
            String(key);
            String(value);
        }
    }

    /// <summary>The whole frame; the header is filled in by the connection that sends it.</summary>
    public ArraySegment<byte> ToFrame(byte version, short stream, Opcode opcode)
    {
        new FrameHeader(version, 0, stream, opcode, Length - FrameHeader.Size).Write(buffer);
        return new ArraySegment<byte>(buffer, 0, Length);
    }

    private void Text(string value) =>
        Encoding.UTF8.GetBytes(value, Take(Encoding.UTF8.GetByteCount(value)));

    private Span<byte> Take(int count)
    {
        if (Length + count > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + count));
        }
        var taken = buffer.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
