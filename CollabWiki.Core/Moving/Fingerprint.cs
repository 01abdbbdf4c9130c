using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CollabWiki.Core.Moving;

/// <summary>SHA-256 in hexadecimal digits, of bytes or of all properties of a record.</summary>
internal static class Fingerprint
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new VersionConverter() },
    };

    public static string OfBytes(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Of<T>(T record) =>
        OfBytes(JsonSerializer.SerializeToUtf8Bytes(record, Options));

    /// <summary>A version's next one has a next one.</summary>
    private sealed class VersionConverter : JsonConverter<Version>
    {
        public override Version Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => new(reader.GetInt32());

        public override void Write(
            Utf8JsonWriter writer,
            Version value,
            JsonSerializerOptions options
        ) => writer.WriteNumberValue(value.Number);
    }
}
