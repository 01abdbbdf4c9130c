using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cassandra;

/// <summary>A UUID of version 1: a time in steps of 100 ns, and chance (RFC 9562, section 5.1).</summary>
public readonly record struct TimeUuid : IComparable<TimeUuid>
{
    // 1582-10-15, where the Gregorian calendar and the UUID's time begin.
    private static readonly DateTimeOffset Epoch = new(1582, 10, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly Guid value;

    private TimeUuid(Guid value) => this.value = value;

    /// <summary>A new one for the time of now.</summary>
    public static TimeUuid NewId() => NewId(TimeProvider.System.GetUtcNow());

    public static TimeUuid NewId(DateTimeOffset time)
    {
        Span<byte> rest = stackalloc byte[8];
        RandomNumberGenerator.Fill(rest);
        // The variant of RFC 9562, and the bit of an address that is no network card's.
        rest[0] = (byte)((rest[0] & 0x3F) | 0x80);
        rest[2] |= 0x01;
        return Make(time, rest);
    }

    /// <summary>The least one of a millisecond, in Cassandra's order.</summary>
    public static TimeUuid Min(DateTimeOffset time) =>
        Make(Millisecond(time), [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]);

    /// <summary>The greatest one of a millisecond, in Cassandra's order.</summary>
    public static TimeUuid Max(DateTimeOffset time) =>
        Make(
            Millisecond(time).AddTicks(TimeSpan.TicksPerMillisecond - 1),
            [0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F]
        );

    public static TimeUuid Parse(string text) => new(Guid.Parse(text));

    public DateTimeOffset GetDate()
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        long ticks =
            ((BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFFL) << 48)
            | ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return Epoch.AddTicks(ticks);
    }

    public Guid ToGuid() => value;

    public static implicit operator Guid(TimeUuid id) => id.value;

    public static implicit operator TimeUuid(Guid id) => new(id);

    public int CompareTo(TimeUuid other) =>
        GetDate().CompareTo(other.GetDate()) is var byTime && byTime != 0
            ? byTime
            : value.CompareTo(other.value);

    public static bool operator <(TimeUuid left, TimeUuid right) => left.CompareTo(right) < 0;

    public static bool operator >(TimeUuid left, TimeUuid right) => left.CompareTo(right) > 0;

    public static bool operator <=(TimeUuid left, TimeUuid right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TimeUuid left, TimeUuid right) => left.CompareTo(right) >= 0;

    public override string ToString() => value.ToString();

    private static DateTimeOffset Millisecond(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static TimeUuid Make(DateTimeOffset time, ReadOnlySpan<byte> rest)
    {
        var ticks = (time - Epoch).Ticks;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)ticks);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)(ticks >> 32));
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes[6..],
            (ushort)((ticks >> 48) & 0x0FFF | 0x1000)
        );
        rest.CopyTo(bytes[8..]);
        return new TimeUuid(new Guid(bytes, bigEndian: true));
    }
}
