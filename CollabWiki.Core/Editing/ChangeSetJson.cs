using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CollabWiki.Core.Editing;

/// <summary>
/// Change sets in the JSON of @codemirror/state: an array of numbers (units kept) and arrays (units deleted, then the
/// lines of the inserted text). Reading takes text from strangers: it fails, and never throws.
/// </summary>
public static class ChangeSetJson
{
    /// <summary>Longer texts are refused, so that sums of lengths stay far from overflowing.</summary>
    public const int MaxLength = 1 << 28;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool TryParse(string json, [NotNullWhen(true)] out ChangeSet? changes)
    {
        changes = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return TryParse(document.RootElement, out changes);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // ArgumentException: half a surrogate pair, unescaped.
            return false;
        }
    }

    public static bool TryParse(JsonElement json, [NotNullWhen(true)] out ChangeSet? changes)
    {
        changes = null;
        if (json.ValueKind != JsonValueKind.Array)
        {
            return false;
        }
        var sections = new SectionWriter();
        var (length, newLength) = (0L, 0L);
        foreach (var part in json.EnumerateArray())
        {
            if (!TryReadSection(part, out var section))
            {
                return false;
            }
            length += section.Length;
            newLength += section.NewLength;
            if (length > MaxLength || newLength > MaxLength)
            {
                return false;
            }
            Add(sections, section);
        }
        changes = new ChangeSet(sections.ToSections());
        return true;
    }

    public static string ToJson(ChangeSet changes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            Write(writer, changes);
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static void Write(Utf8JsonWriter writer, ChangeSet changes)
    {
        writer.WriteStartArray();
        foreach (var section in changes.Sections)
        {
            if (section.Insert is null)
            {
                writer.WriteNumberValue(section.Length);
                continue;
            }
            writer.WriteStartArray();
            writer.WriteNumberValue(section.Length);
            WriteLines(writer, section.Insert);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter writer, string text)
    {
        if (text.Length == 0)
        {
            return;
        }
        // Only \n: to CodeMirror as it is configured here, \r is a character like any other.
        foreach (var line in text.AsSpan().Split('\n'))
        {
            writer.WriteStringValue(text.AsSpan()[line]);
        }
    }

    private static void Add(SectionWriter sections, Section section)
    {
        if (section.Insert is null)
        {
            sections.Keep(section.Length);
        }
        else
        {
            sections.Replace(section.Length, section.Insert.AsMemory());
        }
    }

    private static bool TryReadSection(JsonElement part, out Section section)
    {
        section = default;
        if (part.ValueKind == JsonValueKind.Number)
        {
            var valid = TryReadLength(part, out var kept);
            section = new Section(kept, Insert: null);
            return valid;
        }
        if (
            part.ValueKind != JsonValueKind.Array
            || part.GetArrayLength() == 0
            || !TryReadLength(part[0], out var deleted)
            || !TryReadLines(part, out var insert)
        )
        {
            return false;
        }
        section = new Section(deleted, insert);
        return true;
    }

    private static bool TryReadLength(JsonElement json, out int length)
    {
        length = 0;
        return json.ValueKind == JsonValueKind.Number
            && json.TryGetInt32(out length)
            && length is >= 0 and <= MaxLength;
    }

    private static bool TryReadLines(JsonElement part, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var lines = new List<string>(part.GetArrayLength() - 1);
        foreach (var line in part.EnumerateArray().Skip(1))
        {
            if (line.ValueKind != JsonValueKind.String || !TryReadString(line, out var read))
            {
                return false;
            }
            lines.Add(read);
        }
        text = string.Join('\n', lines);
        return true;
    }

    private static bool TryReadString(JsonElement json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = json.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: there is no way to ask for it beforehand.
            text = null;
            return false;
        }
    }
}
