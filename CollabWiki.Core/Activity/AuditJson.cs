using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Activity;

/// <summary>The bytes of an entry: JSON, written once, hashed and kept as written.</summary>
internal static class AuditJson
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A time as entries have it: of one length, so that texts compare as times do.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Write(AuditEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", Write(entry.At));
            json.WriteString("kind", entry.Kind);
            WriteUnlessEmpty(json, "by", entry.By?.ToString());
            json.WriteString("target", entry.Target.Name);
            WriteUnlessNull(json, "before", entry.Before);
            WriteUnlessNull(json, "after", entry.After);
            WriteUnlessEmpty(json, "address", entry.From.Address);
            WriteUnlessEmpty(json, "client", entry.From.Client);
            WriteUnlessEmpty(json, "details", Cut(entry.Details));
            WriteUnlessNull(json, "times", entry.Times == 1 ? null : entry.Times);
            json.WriteString("event", entry.Event);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads an entry; null when it isn't one, as after somebody wrote into the table.</summary>
    public static AuditEntry? Find(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            return new AuditEntry
            {
                At = json.GetProperty("at").GetDateTimeOffset(),
                Kind = Text(json, "kind"),
                By = UserId.TryParse(Text(json, "by"), out var by) ? by : null,
                Target = new AuditTarget(Text(json, "target")),
                Before = Number(json, "before"),
                After = Number(json, "after"),
                From = new Origin(Text(json, "address"), Text(json, "client")),
                Details = Text(json, "details"),
                Times = Number(json, "times") ?? 1,
                Event = Text(json, "event"),
            };
        }
        catch (Exception failure)
            when (failure
                    is JsonException
                        or FormatException
                        or KeyNotFoundException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteUnlessNull(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static string Cut(string details) =>
        details.Length <= AuditEntry.MaxDetails
            ? details
            : details[..(AuditEntry.MaxDetails - 1)] + "…";
}
