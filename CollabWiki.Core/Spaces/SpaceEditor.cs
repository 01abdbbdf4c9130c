using System.Collections.Immutable;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Spaces;

/// <summary>Makes and changes spaces. Whether somebody may is asked before, of the access rules.</summary>
public sealed class SpaceEditor(
    ISpaceStore spaces,
    TimeProvider clock,
    IEnumerable<ISpaceWatcher> watchers,
    IEnumerable<ISpaceEventHandler> handlers
)
{
    private const int MaxGrants = 1000;

    public async Task<SpaceResult> CreateAsync(
        string key,
        string name,
        string description,
        IEnumerable<Grant> grants,
        Actor by,
        CancellationToken ct
    )
    {
        if (!SpaceKey.TryParse(key.Trim(), out var parsed))
        {
            return new SpaceResult.Refused(SpaceRefusal.KeyMalformed);
        }
        var space = Tidy(
            new Space
            {
                Key = parsed,
                Name = name,
                Description = description,
                Grants = [.. grants],
                CreatedAt = clock.GetUtcNow(),
            }
        );
        if (Check(space) is { } why)
        {
            return new SpaceResult.Refused(why);
        }
        if (!await spaces.TryCreateAsync(space, ct))
        {
            return new SpaceResult.Refused(SpaceRefusal.KeyTaken);
        }
        await TellAsync(new SpaceEvent(null, space, by));
        return new SpaceResult.Done(space);
    }

    /// <summary>Writes <paramref name="space"/>, which has the revision that was read; refused as stale when the store has a newer one.</summary>
    public async Task<SpaceResult> ChangeAsync(Space space, Actor by, CancellationToken ct)
    {
        var next = Tidy(space) with { Revision = space.Revision + 1 };
        if (Check(next) is { } why)
        {
            return new SpaceResult.Refused(why);
        }
        // The write succeeds only on the revision that was read, so this is what it replaces.
        var before = await spaces.FindAsync(space.Key, ct);
        if (before is null || !await spaces.TryUpdateAsync(next, ct))
        {
            return new SpaceResult.Refused(SpaceRefusal.Stale);
        }
        foreach (var watcher in watchers)
        {
            watcher.Changed(next.Key);
        }
        await TellAsync(new SpaceEvent(before, next, by));
        return new SpaceResult.Done(next);
    }

    private async Task TellAsync(SpaceEvent happened)
    {
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(happened);
        }
    }

    private static Space Tidy(Space space) =>
        space with
        {
            Name = space.Name.Trim().Composed(),
            Description = space.Description.Trim().Composed(),
            Grants = Tidy(space.Grants),
        };

    // One grant for each person and audience, the highest; those that give nothing are left out.
    private static ImmutableArray<Grant> Tidy(ImmutableArray<Grant> grants) =>
        [
            .. grants
                .Where(grant => grant.Role > Role.None)
                .GroupBy(grant => (grant.Audience, grant.User))
                .Select(same => same.MaxBy(grant => grant.Role)!)
                .OrderByDescending(grant => grant.Audience)
                .ThenBy(grant => grant.User.Value),
        ];

    private static SpaceRefusal? Check(Space space) =>
        space.Name.Length is 0 or > 100 || space.Name.Any(char.IsControl)
            ? SpaceRefusal.NameMalformed
        : space.Description.Length > 500 ? SpaceRefusal.DescriptionTooLong
        : space.Grants.Length > MaxGrants ? SpaceRefusal.TooManyGrants
        : null;
}
