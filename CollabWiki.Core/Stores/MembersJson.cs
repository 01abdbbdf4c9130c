using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;

namespace CollabWiki.Core.Stores;

/// <summary>The members of a draft as one column.</summary>
internal static class MembersJson
{
    public static string Write(IReadOnlyList<Member> members) =>
        JsonSerializer.Serialize(
            members.Select(member => new Stored(
                member.Connection,
                member.Client.Value,
                member.Person.Id.Value,
                member.Person.Name,
                member.Person.Color
            ))
        );

    public static IReadOnlyList<Member> Read(string json) =>
        [
            .. JsonSerializer
                .Deserialize<Stored[]>(json)!
                .Select(stored => new Member(
                    stored.Connection,
                    ClientId.FromLog(stored.Client),
                    new Person(new UserId(stored.User), stored.Name, stored.Color)
                )),
        ];

    private sealed record Stored(
        string Connection,
        string Client,
        Guid User,
        string Name,
        int Color
    );
}
