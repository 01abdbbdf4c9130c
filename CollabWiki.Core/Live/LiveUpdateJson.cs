using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Live;

/// <summary>Updates as they stand in a log: a JSON array of [client, sequence, author, UTC ms, base, changes].</summary>
internal static class LiveUpdateJson
{
    public static byte[] Write(IReadOnlyList<LiveUpdate> updates)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var update in updates)
            {
                json.WriteStartArray();
                json.WriteStringValue(update.Client.Value);
                json.WriteNumberValue(update.Sequence);
                json.WriteStringValue(update.Author.Value);
                json.WriteNumberValue(update.At.ToUnixTimeMilliseconds());
                json.WriteNumberValue(update.Base.Number);
                ChangeSetJson.Write(json, update.Changes);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    /// <exception cref="FormatException">These aren't the bytes of <see cref="Write"/>.</exception>
    public static IEnumerable<LiveUpdate> Read(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        foreach (var entry in json.RootElement.EnumerateArray())
        {
            if (!ChangeSetJson.TryParse(entry[5], out var changes))
            {
                throw new FormatException("The draft's log holds an update that can’t be read.");
            }
            yield return new LiveUpdate(
                ClientId.FromLog(entry[0].GetString()!),
                entry[1].GetInt64(),
                new UserId(entry[2].GetGuid()),
                DateTimeOffset.FromUnixTimeMilliseconds(entry[3].GetInt64()),
                changes,
                new Version(entry[4].GetInt32())
            );
        }
    }
}
