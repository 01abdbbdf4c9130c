using System.Text.Json;
using System.Text.Json.Serialization;

namespace CollabWiki.Tests.Support;

/// <summary>JSON that is sent as it stands here, whatever it says.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(string Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => throw new NotSupportedException();

        public override void Write(
            Utf8JsonWriter writer,
            RawJson value,
            JsonSerializerOptions options
        ) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
