using System.Buffers.Binary;
using System.Collections;
using System.Net;
using System.Text;

namespace Cassandra.Values;

/// <summary>Values to bytes and back; native protocol v4, section 6.</summary>
internal static class Codec
{
    /// <summary>Stands for a value that isn't set; recognised by its identity.</summary>
    public static readonly byte[] NotSet = [0];

    /// <summary>The bytes of a value for a column of a type; null for null.</summary>
    /// <exception cref="InvalidTypeException">A value of that kind can't be written to such a column.</exception>
    public static byte[]? Encode(object? value, CqlType type)
    {
        if (value is null)
        {
            return null;
        }
        if (value is Unset)
        {
            return NotSet;
        }
        return (type.Code, value) switch
        {
            (TypeCode.Ascii or TypeCode.Varchar, string text) => Encoding.UTF8.GetBytes(text),
            (TypeCode.BigInt or TypeCode.Counter, long number) => Big(number),
            (TypeCode.BigInt or TypeCode.Counter, int number) => Big(number),
            (TypeCode.Int, int number) => Big(number),
            (TypeCode.Boolean, bool flag) => [flag ? (byte)1 : (byte)0],
            (TypeCode.Double, double number) => Big(BitConverter.DoubleToInt64Bits(number)),
            (TypeCode.Float, float number) => Big(BitConverter.SingleToInt32Bits(number)),
            (TypeCode.Timestamp, DateTimeOffset time) => Big(time.ToUnixTimeMilliseconds()),
            (TypeCode.Uuid, Guid id) => id.ToByteArray(bigEndian: true),
            (TypeCode.Uuid or TypeCode.TimeUuid, TimeUuid id) => id.ToGuid()
                .ToByteArray(bigEndian: true),
            (TypeCode.TimeUuid, Guid id) => id.ToByteArray(bigEndian: true),
            (TypeCode.Inet, IPAddress address) => address.GetAddressBytes(),
            (TypeCode.Blob or TypeCode.Custom, byte[] bytes) => bytes,
            (TypeCode.Map, IDictionary map) => EncodeMap(map, type),
            (TypeCode.List or TypeCode.Set, IEnumerable items and not string) => EncodeItems(
                [.. items.Cast<object>()],
                type.Element!
            ),
            _ => throw new InvalidTypeException(
                $"A {value.GetType().Name} can't be written to a column of type {type.Code}."
            ),
        };
    }

    /// <summary>The bytes of a value whose column isn't known, by its own type.</summary>
    /// <exception cref="InvalidTypeException">Cassandra has no type for it.</exception>
    public static byte[]? EncodeByClr(object? value) => Encode(value, TypeOf(value));

    /// <summary>The value of bytes that came in a column of a type, as <see cref="CqlType.Clr"/>.</summary>
    public static object Decode(ReadOnlySpan<byte> bytes, CqlType type) =>
        type.Code switch
        {
            TypeCode.Ascii or TypeCode.Varchar => Encoding.UTF8.GetString(bytes),
            TypeCode.BigInt or TypeCode.Counter => BinaryPrimitives.ReadInt64BigEndian(bytes),
            TypeCode.Int => BinaryPrimitives.ReadInt32BigEndian(bytes),
            TypeCode.Boolean => bytes[0] != 0,
            TypeCode.Double => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            TypeCode.Float => BinaryPrimitives.ReadSingleBigEndian(bytes),
            TypeCode.Timestamp => DateTimeOffset.FromUnixTimeMilliseconds(
                BinaryPrimitives.ReadInt64BigEndian(bytes)
            ),
            TypeCode.Uuid => new Guid(bytes, bigEndian: true),
            TypeCode.TimeUuid => (TimeUuid)new Guid(bytes, bigEndian: true),
            TypeCode.Inet => new IPAddress(bytes),
            TypeCode.List or TypeCode.Set => DecodeItems(bytes, type),
            TypeCode.Map => DecodeMap(bytes, type),
            _ => bytes.ToArray(),
        };

    private static CqlType TypeOf(object? value) =>
        value switch
        {
            null or byte[] or Unset => new CqlType(TypeCode.Blob),
            string => new CqlType(TypeCode.Varchar),
            long => new CqlType(TypeCode.BigInt),
            int => new CqlType(TypeCode.Int),
            bool => new CqlType(TypeCode.Boolean),
            double => new CqlType(TypeCode.Double),
            float => new CqlType(TypeCode.Float),
            DateTimeOffset => new CqlType(TypeCode.Timestamp),
            Guid => new CqlType(TypeCode.Uuid),
            TimeUuid => new CqlType(TypeCode.TimeUuid),
            IPAddress => new CqlType(TypeCode.Inet),
            IDictionary map => new CqlType(
                TypeCode.Map,
                TypeOf(map.Values.Cast<object>().FirstOrDefault()),
                TypeOf(map.Keys.Cast<object>().FirstOrDefault())
            ),
            IEnumerable items => new CqlType(
                TypeCode.List,
                TypeOf(items.Cast<object>().FirstOrDefault())
            ),
            _ => throw new InvalidTypeException(
                $"Cassandra has no type for a {value.GetType().Name}."
            ),
        };

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] EncodeItems(object[] items, CqlType element) =>
        Join(items.Length, items.Select(item => Item(item, element)));

    private static byte[] EncodeMap(IDictionary map, CqlType type)
    {
        var parts = new List<byte[]>(map.Count * 2);
        foreach (DictionaryEntry entry in map)
        {
            parts.Add(Item(entry.Key, type.Key!));
            parts.Add(Item(entry.Value, type.Element!));
        }
        return Join(map.Count, parts);
    }

    private static byte[] Item(object? item, CqlType type) =>
        Encode(item, type) ?? throw new InvalidTypeException("A collection can't hold null.");

    private static byte[] Join(int count, IEnumerable<byte[]> parts)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Big(count));
        foreach (var part in parts)
        {
            bytes.Write(Big(part.Length));
            bytes.Write(part);
        }
        return bytes.ToArray();
    }

    private static Array DecodeItems(ReadOnlySpan<byte> bytes, CqlType type)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var rest = bytes[4..];
        var items = Array.CreateInstance(type.Element!.Clr, count);
        for (var i = 0; i < count; i++)
        {
            items.SetValue(Decode(Next(ref rest), type.Element), i);
        }
        return items;
    }

    private static IDictionary DecodeMap(ReadOnlySpan<byte> bytes, CqlType type)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var rest = bytes[4..];
        var map = (IDictionary)Activator.CreateInstance(type.Clr)!;
        for (var i = 0; i < count; i++)
        {
            var key = Decode(Next(ref rest), type.Key!);
            map[key] = Decode(Next(ref rest), type.Element!);
        }
        return map;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var item = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return item;
    }
}
