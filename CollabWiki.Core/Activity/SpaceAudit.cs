using System.Collections.Immutable;
using CollabWiki.Core.Access;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Activity;

/// <summary>What the trail says about spaces and who may do what in them.</summary>
internal static class SpaceAudit
{
    public static IEnumerable<AuditEntry> Of(SpaceEvent happened, DateTimeOffset now)
    {
        var (before, after, by) = happened;
        AuditEntry Tell(string kind, string details) =>
            new()
            {
                Kind = kind,
                At = now,
                By = by.User,
                From = by.From,
                Target = AuditTarget.Of(after.Key),
                Details = details,
            };

        if (before is null)
        {
            yield return Tell(AuditKind.SpaceCreated, $"“{after.Name}”");
        }
        else if (Words(before, after).ToList() is { Count: > 0 } words)
        {
            yield return Tell(AuditKind.SpaceChanged, string.Join("; ", words));
        }
        // Many grants may change at once, and each is to be read: as many entries as that takes.
        foreach (var part in Rights(before?.Grants ?? [], after.Grants).Chunk(20))
        {
            yield return Tell(AuditKind.SpaceRights, string.Join("; ", part));
        }
    }

    private static IEnumerable<string> Words(Space before, Space after)
    {
        if (before.Name != after.Name)
        {
            yield return $"name “{before.Name}” → “{after.Name}”";
        }
        if (before.Description != after.Description)
        {
            yield return "another description";
        }
    }

    private static IEnumerable<string> Rights(
        ImmutableArray<Grant> before,
        ImmutableArray<Grant> after
    )
    {
        var old = before.ToDictionary(grant => (grant.Audience, grant.User), grant => grant.Role);
        var now = after.ToDictionary(grant => (grant.Audience, grant.User), grant => grant.Role);
        return from whom in old.Keys.Union(now.Keys)
            let was = old.GetValueOrDefault(whom)
            let isNow = now.GetValueOrDefault(whom)
            where was != isNow
            select $"{Name(whom.Audience, whom.User)}: {Word(was)} → {Word(isNow)}";
    }

    private static string Name(Audience audience, Accounts.UserId user) =>
        audience switch
        {
            Audience.Anyone => "anyone",
            Audience.Members => "members",
            _ => AuditTarget.Of(user).Name,
        };

    private static string Word(Role role) =>
        role switch
        {
            Role.Reader => "reader",
            Role.Editor => "editor",
            Role.Administrator => "administrator",
            _ => "nothing",
        };
}
