using Cassandra.Protocol;

namespace Cassandra.Values;

/// <summary>The codes of native protocol v4, section 4.2.5.2, that this client knows; others come as their bytes.</summary>
internal enum TypeCode : ushort
{
    Custom = 0x00,
    Ascii = 0x01,
    BigInt = 0x02,
    Blob = 0x03,
    Boolean = 0x04,
    Counter = 0x05,
    Double = 0x07,
    Float = 0x08,
    Int = 0x09,
    Timestamp = 0x0B,
    Uuid = 0x0C,
    Varchar = 0x0D,
    TimeUuid = 0x0F,
    Inet = 0x10,
    List = 0x20,
    Map = 0x21,
    Set = 0x22,
    UserDefined = 0x30,
    Tuple = 0x31,
}

/// <summary>The type of a column or a marker; lists and sets have an element, maps a key too.</summary>
internal sealed record CqlType(TypeCode Code, CqlType? Element = null, CqlType? Key = null)
{
    public static CqlType Read(BodyReader body)
    {
        var code = (TypeCode)body.Short();
        switch (code)
        {
            case TypeCode.List or TypeCode.Set:
                return new CqlType(code, Read(body));
            case TypeCode.Map:
                var key = Read(body);
                return new CqlType(code, Read(body), key);
            case TypeCode.Custom:
                body.String();
                return new CqlType(code);
            case TypeCode.UserDefined:
                body.String();
                body.String();
                for (var fields = body.Short(); fields > 0; fields--)
                {
                    body.String();
                    Read(body);
                }
                return new CqlType(code);
            case TypeCode.Tuple:
                for (var fields = body.Short(); fields > 0; fields--)
                {
                    Read(body);
                }
                return new CqlType(code);
            default:
                return new CqlType(code);
        }
    }

    /// <summary>The type that a value of this becomes.</summary>
    public Type Clr =>
        Code switch
        {
            TypeCode.Ascii or TypeCode.Varchar => typeof(string),
            TypeCode.BigInt or TypeCode.Counter => typeof(long),
            TypeCode.Boolean => typeof(bool),
            TypeCode.Double => typeof(double),
            TypeCode.Float => typeof(float),
            TypeCode.Int => typeof(int),
            TypeCode.Timestamp => typeof(DateTimeOffset),
            TypeCode.Uuid => typeof(Guid),
            TypeCode.TimeUuid => typeof(TimeUuid),
            TypeCode.Inet => typeof(System.Net.IPAddress),
            TypeCode.List or TypeCode.Set => Element!.Clr.MakeArrayType(),
            TypeCode.Map => typeof(Dictionary<,>).MakeGenericType(Key!.Clr, Element!.Clr),
            _ => typeof(byte[]),
        };
}
