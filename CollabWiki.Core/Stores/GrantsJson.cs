using System.Collections.Immutable;
using System.Text.Json;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Stores;

/// <summary>The grants of a space as all stores write them.</summary>
internal static class GrantsJson
{
    public static string Write(ImmutableArray<Grant> grants) =>
        JsonSerializer.Serialize(
            grants.Select(grant => new StoredGrant(grant.Audience, grant.Role, grant.User.Value))
        );

    public static ImmutableArray<Grant> Read(string json) =>
        [
            .. JsonSerializer
                .Deserialize<StoredGrant[]>(json)!
                .Select(grant => new Grant(grant.Audience, grant.Role, new UserId(grant.User))),
        ];

    private sealed record StoredGrant(Audience Audience, Role Role, Guid User);
}
