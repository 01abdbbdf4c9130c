using System.Text.Json;
using System.Text.Json.Serialization;

namespace CollabWiki.Core.Editing;

/// <summary>Lets System.Text.Json read and write change sets as <see cref="ChangeSetJson"/> does.</summary>
public sealed class ChangeSetJsonConverter : JsonConverter<ChangeSet>
{
    /// <exception cref="JsonException">The JSON isn't a change set.</exception>
    public override ChangeSet Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ChangeSetJson.TryParse(document.RootElement, out var changes)
            ? changes
            : throw new JsonException("Not a change set.");
    }

    public override void Write(
        Utf8JsonWriter writer,
        ChangeSet value,
        JsonSerializerOptions options
    ) => ChangeSetJson.Write(writer, value);
}
