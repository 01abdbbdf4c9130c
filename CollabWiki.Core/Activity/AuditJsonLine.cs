using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CollabWiki.Core.Activity;

/// <summary>An entry as a line of JSON. "entry" is, letter by letter, what was hashed; the names beside it are those of now.</summary>
internal static class AuditJsonLine
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(AuditLink link, string person, string target)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("number", link.Number);
            json.WriteString("hash", link.Hash.Hex);
            json.WriteString("person", person);
            json.WriteString("targetName", target);
            if (link.Entry is null)
            {
                json.WriteString("unreadable", link.Body);
            }
            else
            {
                // As it stands: a reader gets an object, and who hashes takes the text between.
                json.WritePropertyName("entry");
                json.WriteRawValue(link.Body);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
