using System.Collections.Immutable;
using System.Text.Json;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Live;

/// <summary>A snapshot as a store keeps it.</summary>
internal static class DraftSnapshotJson
{
    public static byte[] Write(DraftSnapshot snapshot) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Stored(
                snapshot.Revision.Number,
                snapshot.Text,
                snapshot.Base.Number,
                [.. snapshot.Authors.Select(author => author.Value)],
                snapshot.Clients.ToDictionary(
                    client => client.Key.Value,
                    client => new StoredMark(client.Value.Author.Value, client.Value.Sequence)
                )
            )
        );

    public static DraftSnapshot Read(byte[] bytes)
    {
        var stored = JsonSerializer.Deserialize<Stored>(bytes)!;
        return new DraftSnapshot
        {
            Revision = new Revision(stored.Revision),
            Text = stored.Text,
            Base = new Version(stored.Base),
            Authors = [.. stored.Authors.Select(author => new UserId(author))],
            Clients = stored.Clients.ToImmutableDictionary(
                client => ClientId.FromLog(client.Key),
                client => new ClientMark(new UserId(client.Value.Author), client.Value.Sequence)
            ),
        };
    }

    private sealed record Stored(
        long Revision,
        string Text,
        int Base,
        Guid[] Authors,
        Dictionary<string, StoredMark> Clients
    );

    private sealed record StoredMark(Guid Author, long Sequence);
}
