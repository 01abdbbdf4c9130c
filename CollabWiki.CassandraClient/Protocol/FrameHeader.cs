using System.Buffers.Binary;

namespace Cassandra.Protocol;

/// <summary>The nine bytes before a frame's body; native protocol v4, section 2.</summary>
/// <param name="Version">3 or 4; the top bit, set in answers, is left out.</param>
/// <param name="Stream">Tells which request an answer belongs to; negative for events.</param>
/// <param name="Length">The body's length in bytes.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct FrameHeader(
    byte Version,
    byte Flags,
    short Stream,
    Opcode Opcode,
    int Length
)
{
    public const int Size = 9;

    /// <summary>The longest body that the protocol allows: 256 MB.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    public const byte TracingFlag = 0x02;
    public const byte PayloadFlag = 0x04;
    public const byte WarningFlag = 0x08;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) =>
        new(
            (byte)(bytes[0] & 0x7F),
            bytes[1],
            BinaryPrimitives.ReadInt16BigEndian(bytes[2..]),
            (Opcode)bytes[4],
            BinaryPrimitives.ReadInt32BigEndian(bytes[5..])
        );

    public void Write(Span<byte> bytes)
    {
        bytes[0] = Version;
        bytes[1] = Flags;
        BinaryPrimitives.WriteInt16BigEndian(bytes[2..], Stream);
        bytes[4] = (byte)Opcode;
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], Length);
    }
}
